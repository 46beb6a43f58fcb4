// Reading an element as JSON text, and setting or clearing a field. Numbers stay text throughout: their digits are
// what the user typed.
import { missing } from "./signal.ts"

type Holder = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLOutputElement

/** The JSON text of what an element says: docs/protocol.md §3. */
export function readValue(element: Element | null): string {
  if (!element) return "null"
  if (element instanceof HTMLFormElement) return readForm(element)
  const text = rawText(element)
  const kind = element.getAttribute("data-livegen-as") ?? (element as HTMLInputElement).type
  switch (kind) {
    case "number":
    case "range":
      return numberText(text)
    case "boolean":
    case "checkbox":
      return String(isBox(element) ? element.checked : text === "true")
    case "json":
      JSON.parse(text) // what is not JSON would break the frame: an error, and no call
      return text
    case "radio":
      return JSON.stringify(group(element).find((radio) => radio.checked)?.value ?? null)
    case "select-multiple":
      return JSON.stringify([...(element as HTMLSelectElement).selectedOptions].map((option) => option.value))
    case "file":
      return "null"
    default:
      return JSON.stringify(/^(date|time|month|week)/.test(kind) ? text || null : text)
  }
}

function holds(element: Element): element is Holder {
  return element.matches("input,select,textarea,output")
}

function isEditable(element: Element): element is HTMLElement {
  return (element as HTMLElement).isContentEditable
}

function rawText(element: Element): string {
  if (holds(element)) return element.value
  // innerText keeps the line breaks that the user sees.
  if (isEditable(element)) return element.innerText
  return element.getAttribute("data-value") ?? element.textContent!
}

/**
 * Digits as JSON writes them: HTML allows `007` and `.5` where JSON does not. Anything that is not wholly a number is
 * `null`, where `parseInt("12abc")` would give 12.
 */
export function numberText(text: string): string {
  const match = /^\s*([-+]?)(\d*)(\.\d+)?([eE][-+]?\d+)?\s*$/.exec(text)
  if (!match || !(match[2] || match[3])) return "null"
  const [, sign, whole, fraction = "", exponent = ""] = match
  return (sign === "-" ? "-" : "") + (whole!.replace(/^0+(?=\d)/, "") || "0") + fraction + exponent
}

function isBox(element: Element): element is HTMLInputElement {
  return element.matches("[type=checkbox],[type=radio]")
}

/** The boxes that a box stands for. Compared by name, never through a selector: a name may hold any character. */
function group(element: Element): HTMLInputElement[] {
  const { type, name, form } = element as HTMLInputElement
  if (type !== "radio" || !name) return [element as HTMLInputElement]
  return namedFields(form).filter((field) => field.type === type && field.name === name)
}

/** Not `form.elements`: a form that contains `<input name="elements">` answers that with the input. */
function namedFields(form: HTMLFormElement | null): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("input,select,textarea")].filter(
    (field) => field.name && field.form === form,
  )
}

/** An object of the named, enabled fields. */
function readForm(form: HTMLFormElement): string {
  const groups = new Map<string, Element[]>()
  for (const field of namedFields(form))
    if (!field.matches(":disabled") && !/submit|reset|button|image/.test(field.type))
      groups.set(field.name, [...(groups.get(field.name) ?? []), field])
  return `{${[...groups].map(([name, fields]) => `${JSON.stringify(name)}:${readGroup(fields)}`).join()}}`
}

function readGroup(fields: Element[]): string {
  const first = fields[0]!
  const isOne = fields.length === 1
  if (first.matches("[type=radio]") || (isOne && !first.matches("[type=checkbox][value]"))) return readValue(first)
  if (isBox(first)) return JSON.stringify(fields.filter((field) => (field as HTMLInputElement).checked).map(rawText))
  return `[${fields.map(readValue).join()}]`
}

/** Sets a field even while it is being edited; `null` clears it. */
export function setValue(element: Element, value: unknown): void {
  if (value === null) return clearValue(element)
  const values = [value].flat().map(String)
  if (isBox(element)) {
    if (typeof value === "boolean") element.checked = value
    else for (const box of group(element)) box.checked = values.includes(box.value)
  } else if (element.matches("[multiple]")) {
    for (const option of (element as HTMLSelectElement).options) option.selected = values.includes(option.value)
  } else if (holds(element)) element.value = values.join()
  else if (isEditable(element)) element.textContent = values.join()
  else throw missing("field", element.id)
}

/** Empties a field; a form gets back what the server rendered. */
export function clearValue(element: Element): void {
  if (element instanceof HTMLFormElement) HTMLFormElement.prototype.reset.call(element)
  else if (isBox(element)) for (const box of group(element)) box.checked = false
  else setValue(element, "")
  // A list that shows one option always has one: its first, where none is empty.
  if (element instanceof HTMLSelectElement && !element.multiple && element.selectedIndex < 0) element.selectedIndex = 0
}
