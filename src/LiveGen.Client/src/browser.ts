// The real environment: this page, its clock and its network.
import type { Environment } from "./environment.ts"
import { KEPT, loadExtra } from "./extras.ts"
import { SUBPROTOCOL } from "./protocol.ts"
import { missing } from "./signal.ts"

const RELOADS = "livegen.reloads"
/** A server that keeps refusing this page's build would otherwise reload it for ever. */
const MOST_RELOADS = 3

export const browser: Environment = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  random: Math.random,
  openSocket(url) {
    const address = sameOrigin(url)
    address.protocol = address.protocol.replace("http", "ws")
    return new WebSocket(address, SUBPROTOCOL)
  },
  async httpStatus(url) {
    return (await fetch(url, { cache: "no-store", redirect: "manual" })).status
  },
  post: (url, init) => fetch(url, { ...init, headers: { ...init.headers, "Content-Type": "application/json" } }),
  visible: () => !document.hidden,
  online: () => navigator.onLine,
  reload(wasHealthy) {
    const reloads = wasHealthy ? 0 : sessionStorage[RELOADS] | 0
    const allowed = reloads < MOST_RELOADS
    sessionStorage[RELOADS] = reloads + 1
    if (allowed) reloadPage()
    return allowed
  },
}

export function sameOrigin(url: string): URL {
  const address = new URL(url, location.origin)
  if (address.origin !== location.origin) throw missing("local url", url)
  return address
}

/** What has been typed stays, where that can be done. */
export function reloadPage(): void {
  void loadExtra("recovery")
    .then(({ keep }) => keep(KEPT))
    .catch(() => {})
    .then(() => location.reload())
}
