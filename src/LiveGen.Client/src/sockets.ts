// The page's sockets by url, and the moments in a page's life that concern them all.
import { retryDelay } from "./backoff.ts"
import { browser, sameOrigin } from "./browser.ts"
import { applyBatch } from "./commands.ts"
import { type Gap, loadExtra } from "./extras.ts"
import { outdated } from "./note.ts"
import { createSession, type Session, type SessionOwner } from "./session.ts"
import { emit } from "./signal.ts"
import { showStatus } from "./status.ts"
import { tokenOf } from "./tokens.ts"

/** How often a module is tried before the page is loaded in its place. */
const LOADS = 5

export const sessions = new Map<string, Session>()
let build = ""

const owner: SessionOwner = {
  token: () => tokenOf(),
  apply: applyBatch,
  changed(url, _state, lost) {
    if (lost) emit("disconnected", { url, ...lost })
    show()
  },
  connected(url, reconnected) {
    emit("connected", { url, reconnected })
    // Now: when it is needed the network may be bad.
    loadExtra("recovery").catch(() => {})
  },
  outdated,
  missed(reason) {
    sessions.forEach((session) => session.hold())
    rescue(reason, 0)
  },
}

/** Has the page rendered anew. Whatever keeps the module from loading, the page itself may load. */
function rescue(reason: Gap, attempt: number): void {
  loadExtra("recovery").then(
    ({ resync }) => resync(reason),
    () =>
      browser.after(retryDelay(attempt, false, Math.random()), () => {
        if (attempt < LOADS || !navigator.onLine) rescue(reason, attempt + 1)
        else if (!browser.reload(false)) sessions.forEach((session) => session.stop())
      }),
  )
}

function show(): void {
  showStatus([...sessions.values()].map((session) => session.state()))
}

/**
 * Opens a socket that is not open yet; one that has stopped tries anew, and one that waits for the page to be rendered
 * anew goes on. `at`: where the groups were then.
 */
export function openSocket(url: string, _layout?: number | null, at?: string): void {
  sameOrigin(url)
  const known = sessions.get(url)
  if (known?.isHeld()) return known.renew(at)
  if ((known?.state() ?? "stopped") !== "stopped") return
  const session = createSession(url, build, browser, owner, at)
  sessions.set(url, session)
  session.start()
}

/** For good: what still waits for an answer is told so, and nobody reconnects (htmx-extensions #161). */
export function closeSocket(url: string): void {
  const session = sessions.get(url)
  sessions.delete(url)
  session?.stop()
  show()
}

export function startSockets(pageBuild: string): void {
  build = pageBuild
  const wake = () => sessions.forEach((session) => session.wake())
  addEventListener("online", wake)
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) wake()
  })
  addEventListener("pagehide", () => sessions.forEach((session) => session.suspend()))
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) wake()
  })
  document.addEventListener("resume", wake)
}
