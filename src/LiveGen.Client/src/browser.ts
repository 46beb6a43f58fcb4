// The real environment: this page, its clock and its network.
import { retryDelay } from "./backoff.ts"
import type { Environment } from "./environment.ts"
import { KEPT, loadExtra } from "./extras.ts"
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
  retryDelay: (attempt, wasHealthy) => retryDelay(attempt, wasHealthy, Math.random()),
  post: (url, init) => fetch(url, { ...init, headers: { ...init.headers, "Content-Type": "application/json" } }),
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
  void loadExtra("sockets")
    .then(({ keep }) => keep(KEPT))
    .catch(() => {})
    .then(() => location.reload())
}
