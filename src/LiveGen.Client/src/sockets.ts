// The page's sockets by url, and the module that runs them, which a page loads when it opens its first one.
import { browser, sameOrigin } from "./browser.ts"
import { isGone, loadExtra, type Sockets } from "./extras.ts"
import { emit, guard } from "./signal.ts"
import { createSocket, type Lost, type Socket } from "./socket.ts"
import { showStatus } from "./status.ts"

export const sockets = new Map<string, Socket>()

let run: Sockets["run"] | undefined
let isLoading = false

/**
 * Opens a socket that is not open yet; one that has stopped tries anew, and one that waits for the page to be rendered
 * anew goes on. `at`: where the groups were then.
 */
export function openSocket(url: string, _layout?: number | null, at?: string): void {
  sameOrigin(url)
  const known = sockets.get(url)
  if (known?.session?.isHeld()) return known.session.renew(at)
  if (known && known.state !== "stopped") {
    // Nothing has come yet: what the newer page has not shown begins later.
    if (!known.session) known.at = at ?? known.at
    return
  }
  const socket = createSocket(url, browser, changed, at)
  sockets.set(url, socket)
  changed(url)
  if (run) run(socket)
  else if (!isLoading) void load()
}

/** For good: what still waits for an answer is told so, and nobody reconnects (htmx-extensions #161). */
export function closeSocket(url: string): void {
  const socket = sockets.get(url)
  sockets.delete(url)
  socket?.stop()
}

/**
 * Again and again, as a connection is tried: what keeps it may pass, and loading the page in its place would lose what
 * has been typed. Unless the server says that it does not have it: then the person chooses when.
 */
async function load(): Promise<void> {
  isLoading = true
  for (let attempt = 0; waiting().length > 0; attempt++) {
    const module = await loadExtra("sockets").catch(() => {})
    if (module) {
      run = module.run
      waiting().forEach((socket) => guard({}, () => module.run(socket)))
      break
    }
    const retryIn = (await isGone("sockets")) ? null : browser.retryDelay(attempt)
    const state = retryIn === null ? "stopped" : navigator.onLine ? "reconnecting" : "offline"
    waiting().forEach((socket) => socket.become(state, { code: 1006, attempt, retryIn }))
    if (retryIn !== null) await pause(retryIn)
  }
  isLoading = false
}

function waiting(): Socket[] {
  return [...sockets.values()].filter(({ state }) => state !== "stopped")
}

/** Or until the network is back. */
export function pause(milliseconds: number): Promise<unknown> {
  return new Promise((over) => {
    setTimeout(over, milliseconds)
    addEventListener("online", over, { once: true })
  })
}

function changed(url: string, lost?: Lost): void {
  if (lost) emit("disconnected", { url, ...lost })
  showStatus([...sockets.values()].map(({ state }) => state))
}
