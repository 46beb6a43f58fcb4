// What runs the page's sockets: one session for each, and the moments in a page's life that concern them all. And what a
// page needs when something has gone wrong or the server has moved on: to be rendered anew in its place, to be loaded
// again when that disturbs nobody, and to keep what has been typed (docs/protocol.md §10). It is here since it has to be
// there before the network is bad.
import type { SocketEnvironment } from "../environment.ts"
import type { Sockets } from "../extras.ts"
import type { Runtime } from "../runtime.ts"
import { SUBPROTOCOL } from "./sockets/frames.ts"
import { useInputs } from "./sockets/inputs.ts"
import { useRefresh } from "./sockets/refresh.ts"
import { useResync } from "./sockets/resync.ts"
import { createSession, type SessionOwner } from "./sockets/session.ts"

export default (runtime: Runtime): Sockets => {
  const { browser, emit, sockets } = runtime
  const { build } = runtime.island
  const env: SocketEnvironment = {
    ...browser,
    openSocket(url) {
      const address = runtime.sameOrigin(url)
      address.protocol = address.protocol.replace("http", "ws")
      return new WebSocket(address, SUBPROTOCOL)
    },
    async httpStatus(url) {
      return (await fetch(url, { cache: "no-store", redirect: "manual" })).status
    },
    visible: () => !document.hidden,
  }
  const owner: SessionOwner = {
    token: runtime.tokenOf,
    apply: runtime.applyBatch,
    connected: (url, reconnected) => emit("connected", { url, reconnected }),
    outdated: runtime.outdated,
    missed: useResync(runtime),
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
    refresh: useRefresh(runtime),
    ...useInputs(runtime),
  }
}
