// What the person sees of the connection: `<html data-livegen="…">` for style sheets, and after two seconds a note.
import type { ConnectionState } from "./connection.ts"
import { addPart, adoptStyle } from "./parts.ts"
import { texts } from "./texts.ts"

/** Worst first: with several sockets the page shows the worst of them. */
const STATES: ConnectionState[] = ["stopped", "offline", "reconnecting", "connecting", "open"]

/** Short interruptions pass unseen. */
const ATTRIBUTE_DELAY = 500
const NOTE_DELAY = 2_000

/** System colours follow the light and the dark scheme by themselves. */
const STYLE =
  "[data-livegen-note]{position:fixed;inset:auto 0 1rem;z-index:9999;width:fit-content;margin:auto;" +
  "padding:.5rem 1rem;border:1px solid;border-radius:.5rem;font:1rem system-ui;color-scheme:light dark;" +
  "color:CanvasText;background:Canvas}[data-livegen-note]:empty{display:none}[data-livegen-note] button{margin-left:1rem}"

let current: ConnectionState | undefined
let timers: ReturnType<typeof setTimeout>[] = []
let note: HTMLElement

export function startStatus(): void {
  adoptStyle(STYLE)
  note = addPart("note", "role", "status")
}

export function showStatus(states: readonly ConnectionState[]): void {
  const state = STATES.find((candidate) => states.includes(candidate))
  if (state === current) return
  current = state
  if (isWell(state) || state === "stopped") {
    timers.forEach(clearTimeout)
    timers = []
    showAttribute()
    showNote()
  } else timers.push(setTimeout(showAttribute, ATTRIBUTE_DELAY), setTimeout(showNote, NOTE_DELAY))
}

function isWell(state: ConnectionState | undefined): state is undefined | "open" | "connecting" {
  return state === undefined || state === "open" || state === "connecting"
}

function showAttribute(): void {
  if (current) document.documentElement.setAttribute("data-livegen", current)
  else document.documentElement.removeAttribute("data-livegen")
}

function showNote(): void {
  note.replaceChildren(...(isWell(current) ? [] : [texts[current]]))
  if (current !== "stopped") return
  const reload = document.createElement("button")
  reload.textContent = texts.reload
  reload.onclick = () => location.reload()
  note.append(reload)
}
