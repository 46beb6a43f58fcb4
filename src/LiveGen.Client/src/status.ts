// What the person sees of the connection: `<html data-livegen="…">` for style sheets, and after two seconds a note.
import type { ConnectionState } from "./connection.ts"
import { adoptStyle } from "./style.ts"
import { texts } from "./texts.ts"

/** Worst first: with several sockets the page shows the worst of them. */
const STATES: ConnectionState[] = ["stopped", "offline", "reconnecting", "connecting", "open"]

/** Short interruptions pass unseen. */
const ATTRIBUTE_DELAY = 500
const NOTE_DELAY = 2_000

const STYLE = `
[data-livegen-note]{position:fixed;inset:auto 1rem 1rem;z-index:2147483647;width:fit-content;margin:0 auto;
display:flex;gap:.75rem;align-items:center;padding:.625rem 1rem;border-radius:.5rem;font:.9375rem/1.4 system-ui,sans-serif;
color:#fff;background:#24292f;border:1px solid #57606a;box-shadow:0 4px 16px #0005}
[data-livegen-note]:empty{display:none}
[data-livegen-note] button{font:inherit;color:inherit;padding:.25rem .75rem;border-radius:.375rem;border:1px solid;
background:none;cursor:pointer}
@media(prefers-color-scheme:dark){[data-livegen-note]{color:#24292f;background:#f6f8fa}}`

let current: ConnectionState | undefined
let timers: ReturnType<typeof setTimeout>[] = []
let note: HTMLElement

export function startStatus(): void {
  adoptStyle(STYLE)
  note = document.createElement("div")
  note.setAttribute("role", "status")
  note.setAttribute("data-livegen-note", "")
  // A morph of the body leaves it alone.
  note.setAttribute("data-livegen-ignore", "")
  document.body.append(note)
}

export function showStatus(states: readonly ConnectionState[]): void {
  const state = STATES.find((candidate) => states.includes(candidate))
  if (state === current) return
  const wasWell = isWell(current)
  current = state
  if (isWell(state) || state === "stopped") {
    timers.forEach(clearTimeout)
    showAttribute()
    showNote()
  } else if (wasWell) {
    timers = [setTimeout(showAttribute, ATTRIBUTE_DELAY), setTimeout(showNote, NOTE_DELAY)]
  } else {
    // From one trouble to the next: only what stands there already is changed now.
    if (document.documentElement.dataset["livegen"] !== "open") showAttribute()
    if (note.firstChild) showNote()
  }
}

function isWell(state: ConnectionState | undefined): boolean {
  return state === undefined || state === "open" || state === "connecting"
}

function showAttribute(): void {
  if (current) document.documentElement.setAttribute("data-livegen", current)
  else document.documentElement.removeAttribute("data-livegen")
}

function showNote(): void {
  if (current === undefined || current === "open" || current === "connecting") return note.replaceChildren()
  note.replaceChildren(texts[current])
  if (current !== "stopped") return
  const reload = document.createElement("button")
  reload.type = "button"
  reload.textContent = texts.reload
  reload.addEventListener("click", () => location.reload())
  note.append(reload)
}
