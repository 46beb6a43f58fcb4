// LiveGen in the browser: boots from the page's island and gives the page's own scripts `window.LiveGen`.
//
// A module of the page may register commands before or after this one has run: the first batch is applied at
// DOMContentLoaded, when every module has. A classic script listens to `livegen:ready` instead.
import { startAnnouncing } from "./announce.ts"
import { applyBatch, register } from "./commands.ts"
import { startEvents } from "./events.ts"
import { KEPT, loadExtra, loadNeeded, startExtras } from "./extras.ts"
import { startActions } from "./http.ts"
import { startModules } from "./modules.ts"
import { startNote } from "./note.ts"
import { adoptStyle, STYLE } from "./parts.ts"
import { registerPredicate } from "./predicates.ts"
import { type Island, runtime } from "./runtime.ts"
import { emit, guard } from "./signal.ts"
import { texts } from "./texts.ts"
import { keepToken } from "./tokens.ts"
import { registerVerbs, state } from "./verbs.ts"

const api = {
  /** Adds a command: `LiveGen.register("dams.add", (dam) => …)`. What it throws becomes `livegen:error`. */
  register,
  /** Adds a predicate for `when`: `LiveGen.when("dams.near", (event, limit) => …)`. */
  when: registerPredicate,
  /** What the server has set with `livegen.setClientState`. */
  state,
  /** Runs commands as if the server had sent them. */
  apply: applyBatch,
  /** The runtime's own words, to be overwritten in another language. */
  texts,
}

declare global {
  interface Window {
    LiveGen: typeof api
  }
}

function boot(): void {
  const island = JSON.parse(document.getElementById("livegen")!.textContent!) as Island
  adoptStyle(STYLE)
  startNote()
  startAnnouncing()
  keepToken(undefined, island.token)
  startActions(island.build)
  startExtras(island.extras, { ...runtime, island })
  startEvents()
  emit("ready", api)
  loadNeeded(island.layouts)
  applyBatch(island.commands)
  startModules()
  guard({}, async () => sessionStorage[KEPT] && (await loadExtra("sockets")).restore(KEPT))
}

registerVerbs()
window.LiveGen = api

document.addEventListener("DOMContentLoaded", boot)
