// What runs the page's sockets: one session for each, and the moments in a page's life that concern them all. And what a
// page needs when something has gone wrong or the server has moved on: to be rendered anew in its place, to be loaded
// again when that disturbs nobody, and to keep what has been typed (docs/protocol.md §10). It is here since it has to be
// there before the network is bad.
import type { Sockets } from "../extras.ts"
import type { Runtime } from "../runtime.ts"
import { environmentOf } from "./sockets/environment.ts"
import { useInputs } from "./sockets/inputs.ts"
import { useRefresh } from "./sockets/refresh.ts"
import { useResync } from "./sockets/resync.ts"
import { createSession, type SessionOwner } from "./sockets/session.ts"

export default (runtime: Runtime): Sockets => {
  const { emit, sockets } = runtime
  const { build } = runtime.island
  const env = environmentOf(runtime)
  const owner: SessionOwner = {
    token: runtime.tokenOf,
    apply: runtime.applyBatch,
    connected: (url, reconnected) => emit("connected", { url, reconnected }),
    outdated: runtime.outdated,
    missed: useResync(runtime, env),
  }

  const wake = () => sockets.forEach(({ session }) => session?.wake())
  addEventListener("online", wake)
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) wake()
  })
  addEventListener("pagehide", () => sockets.forEach(({ session }) => session?.suspend()))
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) wake()
  })
  document.addEventListener("resume", wake)

  return {
    run(socket) {
      socket.session = createSession(socket, build, env, owner)
      socket.session.start()
    },
    refresh: useRefresh(runtime, env),
    ...useInputs(runtime),
  }
}
