// What the person sees of the connection: `<html data-livegen="…">` for style sheets, and after two seconds a note.
import { reloadButton, tell } from "./note.ts"
import type { ConnectionState } from "./socket.ts"
import { texts } from "./texts.ts"

/** Worst first: with several sockets the page shows the worst of them. */
const STATES: ConnectionState[] = ["stopped", "offline", "reconnecting", "connecting", "open"]

/** Short interruptions pass unseen. */
const ATTRIBUTE_DELAY = 500
const NOTE_DELAY = 2_000

let current: ConnectionState | undefined
let timers: ReturnType<typeof setTimeout>[] = []

export function showStatus(states: readonly ConnectionState[]): void {
  const state = STATES.find((candidate) => states.includes(candidate))
  if (state === current) return
  current = state
  if (trouble() && state !== "stopped") {
    timers.push(setTimeout(showAttribute, ATTRIBUTE_DELAY), setTimeout(showNote, NOTE_DELAY))
    return
  }
  timers.forEach(clearTimeout)
  timers = []
  showAttribute()
  showNote()
}

/** What there is to say about a state; nothing about one that is well. */
function trouble(): string | undefined {
  return texts[current as "offline"]
}

function showAttribute(): void {
  document.documentElement.setAttribute("data-livegen", current ?? "")
}

function showNote(): void {
  const text = trouble()
  if (!text) tell("connection")
  else if (current === "stopped") tell("connection", text + " ", reloadButton())
  else tell("connection", text)
}
