// What a page needs when something has gone wrong or the server has moved on: to be rendered anew in its place, to be
// loaded again when that disturbs nobody, and to keep what has been typed. docs/protocol.md §10 says how.
import type { Recovery } from "../extras.ts"
import type { Runtime } from "../runtime.ts"
import { keep, restore } from "./recovery/inputs.ts"
import { useRefresh } from "./recovery/refresh.ts"
import { useResync } from "./recovery/resync.ts"

export default (runtime: Runtime): Recovery => ({
  resync: useResync(runtime),
  refresh: useRefresh(runtime),
  keep,
  restore,
})
