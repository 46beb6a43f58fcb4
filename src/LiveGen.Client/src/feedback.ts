// What the person sees of a call: busy while it is unanswered, and why it was refused.
import { announce } from "./announce.ts"
import { safeUrl } from "./html.ts"
import { reloadButton, tell } from "./note.ts"
import type { Ack } from "./protocol.ts"
import { reportError } from "./signal.ts"
import { texts } from "./texts.ts"

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

export function setBusy(elements: Iterable<Element>, busy: boolean): void {
  for (const element of elements) {
    element.toggleAttribute("data-livegen-pending", busy)
    if (busy) element.setAttribute("aria-busy", "true")
    else element.removeAttribute("aria-busy")
  }
}

/** `fields`: the elements that the call read, and after them its trigger. */
export function showRefusal(answer: Ack, fields: Element[]): void {
  if (answer.status === "invalid") return showErrors(answer.errors ?? {}, fields)
  if (answer.status === "stale") return tell("call", texts.stale, reloadButton())
  if (answer.status === "signin") return tell("call", texts.denied, linkTo(answer.url!))
  announce(answer.status === "denied" ? texts.denied : texts.failed, "assertive")
  reportError(answer.status, { answer })
}

function linkTo(url: string): HTMLElement {
  const link = document.createElement("a")
  link.href = safeUrl(url)
  link.textContent = texts.signin
  return link
}

function showErrors(errors: Record<string, string[]>, elements: Element[]): void {
  const fields = elements
    .flatMap((element) => [element, ...element.querySelectorAll("[name]")])
    .filter((element): element is Field => element.matches("input,select,textarea"))
  let shown: Field | undefined
  for (const [name, messages] of Object.entries(errors)) {
    const field = fields.find((candidate) => isNamed(candidate, name)) ?? fields[0]
    if (!field) announce(messages[0]!, "assertive")
    else if (field !== shown) {
      field.setCustomValidity(messages[0]!)
      forgetOnNextMove(field)
      shown ??= field
    }
  }
  shown?.reportValidity()
}

/** `Address.Street` is the field named so, or else one named `street`. */
function isNamed(field: Field, name: string): boolean {
  return [field.name, field.id].some((own) => own && `.${name}`.toLowerCase().endsWith(`.${own.toLowerCase()}`))
}

/** A message that stayed would keep its form from being submitted again, so whatever the person does next ends it. */
function forgetOnNextMove(field: Field): void {
  for (const type of ["input", "keydown", "click"])
    document.addEventListener(type, () => field.setCustomValidity(""), { capture: true, once: true })
}
