// The real environment: this page, its clock and its network.
import { retryDelay } from "./backoff.ts"
import type { Environment } from "./environment.ts"
import { KEPT, loadExtra, within } from "./extras.ts"
import { missing } from "./signal.ts"

export const browser: Environment = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  retryDelay: (attempt, wasHealthy) => retryDelay(attempt, wasHealthy, Math.random()),
  post: (url, init) => fetch(url, { ...init, headers: { ...init.headers, "Content-Type": "application/json" } }),
  online: () => navigator.onLine,
}

export function sameOrigin(url: string): URL {
  const address = new URL(url, location.origin)
  if (address.origin !== location.origin) throw missing("local url", url)
  return address
}

/** What has been typed stays, where that can be done. */
export function reloadPage(): void {
  void within(2_000, loadExtra("sockets"))
    .then(({ keep }) => keep(KEPT))
    .catch(() => {})
    .then(() => location.reload())
}
