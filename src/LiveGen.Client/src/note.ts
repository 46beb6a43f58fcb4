// The note: what the page has to tell the person. Trouble with the connection goes ahead of what came of a call, and
// that of a new build.
import { reloadPage } from "./browser.ts"
import { loadExtra } from "./extras.ts"
import { addPart } from "./parts.ts"
import { guard } from "./signal.ts"
import { texts } from "./texts.ts"

/** What is told by whom; each replaces only its own. */
const told: { [who in "connection" | "call" | "build"]?: (string | Node)[] | undefined } = {}
let note: HTMLElement

export function startNote(): void {
  note = addPart("note", "role", "status")
}

/** Telling nothing takes back what was told. */
export function tell(who: keyof typeof told, ...content: (string | Node)[]): void {
  told[who] = content.length > 0 ? content : undefined
  note.replaceChildren(...(told.connection ?? told.call ?? told.build ?? []))
}

/** Loading the page again is the person's to choose. */
export function reloadButton(): HTMLElement {
  const button = document.createElement("button")
  button.textContent = texts.reload
  button.onclick = reloadPage
  return button
}

/** The server runs another build than this page, which is loaded again when that disturbs nobody. */
export function outdated(): void {
  tell("build", texts.stale + " ", reloadButton())
  guard({}, async () => (await loadExtra("sockets")).refresh())
}
