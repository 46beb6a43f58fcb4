// What the person sees of a call that was refused or lost.
import { announce } from "./announce.ts"
import { safeUrl } from "./html.ts"
import { reloadButton, tell } from "./note.ts"
import type { Ack } from "./protocol.ts"
import type { Answer } from "./outbox.ts"
import { reportError } from "./signal.ts"
import { texts } from "./texts.ts"

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** `fields`: the elements that the call read, and after them its trigger. */
export function showRefusal(answer: Answer, fields: Element[]): void {
  if (answer.status === "invalid") return showErrors(answer.errors ?? {}, fields)
  const { status } = answer
  const { error, url } = answer as Ack
  const text = texts[status as "failed"] + (error ? ` (${error})` : "")
  announce(text, "assertive")
  if (status === "stale") tell("call", text + " ", reloadButton())
  else tell("call", url ? linkTo(url, text) : text)
  if (status === "denied" || status === "failed") reportError(status, { answer })
}

function linkTo(url: string, text: string): HTMLElement {
  const link = document.createElement("a")
  link.href = safeUrl(url)
  link.textContent = text
  return link
}

export function showErrors(errors: Record<string, string[]>, elements: Element[]): void {
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
