// What the person sees of a call: busy while it is unanswered, and why it was refused.
import { announce } from "./announce.ts"
import type { Ack } from "./protocol.ts"
import { reportError } from "./signal.ts"
import { texts } from "./texts.ts"

const PENDING = "data-livegen-pending"

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

export function markBusy(elements: Iterable<Element>): void {
  for (const element of elements) {
    element.setAttribute(PENDING, "")
    element.setAttribute("aria-busy", "true")
  }
}

export function unmarkBusy(elements: Iterable<Element>): void {
  for (const element of elements) {
    element.removeAttribute(PENDING)
    element.removeAttribute("aria-busy")
  }
}

/** `fields`: the elements that the call read, and after them its trigger. */
export function showRefusal(answer: Ack, fields: Element[]): void {
  if (answer.status === "invalid") return showErrors(answer.errors ?? {}, fields)
  announce(answer.status === "denied" ? texts.denied : texts.failed, "assertive")
  reportError(new Error(`A callback was answered with "${answer.status}"`), { answer })
}

function showErrors(errors: Record<string, string[]>, elements: Element[]): void {
  const fields = elements.flatMap((element) =>
    element instanceof HTMLFormElement ? [...element.querySelectorAll("[name]")] : [element],
  ).filter(isField)
  let first: Field | undefined
  for (const [name, [message]] of Object.entries(errors)) {
    if (!message) continue
    const field = fields.find((candidate) => isNamed(candidate, name)) ?? fields[0]
    if (!field) announce(message, "assertive")
    else if (!first || first !== field) {
      field.setCustomValidity(message)
      first ??= field
      forgetOnNextMove(field)
    }
  }
  first?.reportValidity()
}

function isField(element: Element): element is Field {
  return (
    element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement
  )
}

/** `Address.Street` is the field named so, or else one named `street`. */
function isNamed(field: Field, name: string): boolean {
  const names = [name.toLowerCase(), name.toLowerCase().split(".").pop()]
  return names.includes(field.name.toLowerCase()) || names.includes(field.id.toLowerCase())
}

/** A message that stayed would keep its form from being submitted again, so whatever the person does next ends it. */
function forgetOnNextMove(field: Field): void {
  const next = new AbortController()
  const forget = () => {
    field.setCustomValidity("")
    next.abort()
  }
  for (const type of ["input", "keydown", "click"])
    document.addEventListener(type, forget, { capture: true, signal: next.signal })
}
