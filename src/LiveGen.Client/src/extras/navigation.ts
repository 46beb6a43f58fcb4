// Pages that share a layout load without leaving the document: links, GET forms, back and forward, and addresses that
// the server's verbs set. docs/navigation.md says what a person sees of it, docs/protocol.md §9 what goes over the wire.
import type { Navigation } from "../extras.ts"
import type { Runtime } from "../runtime.ts"
import { markCurrent } from "./navigation/arrival.ts"
import { setUrl, startEntries } from "./navigation/entries.ts"
import { startFollowing } from "./navigation/follow.ts"
import { startOwners } from "./navigation/owners.ts"
import { innermost, shown, use } from "./navigation/page.ts"
import { startPrefetch } from "./navigation/prefetch.ts"
import { startTraversal } from "./navigation/visit.ts"

export default (runtime: Runtime): Navigation => {
  use(runtime)
  startOwners()
  startEntries()
  startTraversal()
  startFollowing()
  startPrefetch()
  mark()
  document.addEventListener("livegen:resynced", (event) => {
    shown.layouts = (event as CustomEvent).detail.layouts
    mark()
  })
  return { setUrl }
}

/** Where the server has not said it itself. */
function mark(): void {
  if (shown.layouts.length > 0) markCurrent((link) => !link.ariaCurrent && !innermost()?.contains(link))
}
