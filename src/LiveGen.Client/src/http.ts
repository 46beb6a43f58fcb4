// The page's calls of actions: what src/actions.ts needs of this page.
import { createActions } from "./actions.ts"
import { browser } from "./browser.ts"
import { applyBatch } from "./commands.ts"
import { save } from "./download.ts"
import { loadExtra } from "./extras.ts"
import { outdated } from "./note.ts"
import type { Outbox } from "./outbox.ts"

export let actions: Outbox

/** From one navigation to the next; and then where another page stands in its place. */
let visit: { left?: Element } = {}

/** What the page has called until now changes nothing any more in that element. */
export function leave(target: Element): void {
  visit.left = target
  visit = {}
}

export function startActions(build: string): void {
  actions = createActions(build, browser, {
    apply: applyBatch,
    page() {
      const from = visit
      return {
        address: location.pathname + location.search,
        mayRun: ([, id]) => !from.left?.contains(document.getElementById(id as string)),
      }
    },
    upload: async (...call) => (await loadExtra("uploads")).send(...call),
    save,
    outdated,
  })
  addEventListener("online", actions.pump)
}
