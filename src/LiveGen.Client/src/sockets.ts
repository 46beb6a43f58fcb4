// The page's sockets by url, and the moments in a page's life that concern them all.
import { browser, sameOrigin } from "./browser.ts"
import { applyBatch } from "./commands.ts"
import { createSession, type Session, type SessionOwner } from "./session.ts"
import { emit } from "./signal.ts"
import { showStatus } from "./status.ts"
import { tokenOf } from "./tokens.ts"

export const sessions = new Map<string, Session>()
let build = ""

const owner: SessionOwner = {
  token: () => tokenOf(),
  apply: applyBatch,
  changed(url, _state, lost) {
    if (lost) emit("disconnected", { url, ...lost })
    show()
  },
  connected: (url, reconnected) => emit("connected", { url, reconnected }),
}

function show(): void {
  showStatus([...sessions.values()].map((session) => session.state()))
}

/** Opens a socket that is not open yet; one that has stopped tries anew. */
export function openSocket(url: string): void {
  sameOrigin(url)
  if ((sessions.get(url)?.state() ?? "stopped") !== "stopped") return
  const session = createSession(url, build, browser, owner)
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
