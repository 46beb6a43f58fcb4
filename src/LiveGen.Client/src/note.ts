// The note: what the page has to tell the person. Trouble with the connection goes ahead of what came of a call.
import { addPart } from "./parts.ts"
import { texts } from "./texts.ts"

/** What is told by whom; each replaces only its own. */
const told: { [who in "connection" | "call"]?: (string | Node)[] | undefined } = {}
let note: HTMLElement

export function startNote(): void {
  note = addPart("note", "role", "status")
}

/** Nothing, or an empty text, takes back what was told. */
export function tell(who: keyof typeof told, text?: string, control?: HTMLElement): void {
  told[who] = text ? (control ? [text, " ", control] : [text]) : undefined
  note.replaceChildren(...(told.connection ?? told.call ?? []))
}

/** Loading the page again is the person's to choose: it takes what they have typed. */
export function reloadButton(): HTMLElement {
  const button = document.createElement("button")
  button.textContent = texts.reload
  button.onclick = () => location.reload()
  return button
}
