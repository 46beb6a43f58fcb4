// The page's calls of actions: what src/actions.ts needs of this page.
import { createActions } from "./actions.ts"
import { browser } from "./browser.ts"
import { applyBatch } from "./commands.ts"
import { save } from "./download.ts"
import { loadExtra } from "./extras.ts"
import { reloadButton, tell } from "./note.ts"
import type { Outbox } from "./outbox.ts"
import { texts } from "./texts.ts"

export let actions: Outbox

export function startActions(build: string): void {
  actions = createActions(build, browser, {
    apply: applyBatch,
    page: () => location.pathname + location.search,
    upload: async (...call) => (await loadExtra("uploads")).send(...call),
    save,
    outdated: () => tell("build", texts.stale + " ", reloadButton()),
  })
  addEventListener("online", actions.pump)
}
