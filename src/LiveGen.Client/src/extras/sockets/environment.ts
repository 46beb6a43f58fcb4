// The real environment of sockets: what calls have (src/browser.ts), and this page's sockets, attention and reloads.
import type { SocketEnvironment } from "../../environment.ts"
import type { Runtime } from "../../runtime.ts"
import { SUBPROTOCOL } from "./frames.ts"

const RELOADS = "livegen.reloads"
/** A server that keeps refusing this page's build would otherwise reload it for ever. */
const MOST_RELOADS = 3

export const environmentOf = (runtime: Runtime): SocketEnvironment => ({
  ...runtime.browser,
  now: () => performance.now(),
  random: Math.random,
  openSocket(url) {
    const address = runtime.sameOrigin(url)
    address.protocol = address.protocol.replace("http", "ws")
    return new WebSocket(address, SUBPROTOCOL)
  },
  httpStatus: async (url) => (await fetch(url, { cache: "no-store", redirect: "manual" })).status,
  visible: () => !document.hidden,
  reload(wasHealthy) {
    const reloads = (sessionStorage[RELOADS] = wasHealthy ? 1 : 1 + (sessionStorage[RELOADS] | 0))
    if (reloads > MOST_RELOADS) return false
    runtime.reloadPage()
    return true
  },
})
