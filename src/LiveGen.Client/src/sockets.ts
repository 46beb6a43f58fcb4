// The page's sockets by url, and the module that runs them, which a page loads when it opens its first one.
import { browser, sameOrigin } from "./browser.ts"
import { loadExtra, type Sockets } from "./extras.ts"
import { emit } from "./signal.ts"
import { createSocket, type Lost, type Socket } from "./socket.ts"
import { showStatus } from "./status.ts"

/** How often the module is tried again before the page is loaded in its place: half a minute, while servers start anew. */
const LOADS = 8

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
  if (known && known.state !== "stopped") return
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

/** Whatever keeps the module from loading, the page itself may load. */
async function load(): Promise<void> {
  isLoading = true
  for (let attempt = 0; sockets.size > 0; attempt++) {
    const module = await loadExtra("sockets").catch(() => {})
    if (module) {
      run = module.run
      sockets.forEach(run)
      break
    }
    if (attempt >= LOADS && navigator.onLine) {
      if (!browser.reload()) sockets.forEach((socket) => socket.stop())
      break
    }
    const retryIn = browser.retryDelay(attempt)
    const state = navigator.onLine ? "reconnecting" : "offline"
    sockets.forEach((socket) => socket.become(state, { code: 1006, attempt, retryIn }))
    await pause(retryIn)
  }
  isLoading = false
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
