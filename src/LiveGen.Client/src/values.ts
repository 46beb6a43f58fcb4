// Reading an element as JSON text. Numbers stay text throughout: their digits are what the user typed.
import type { Chosen } from "./outbox.ts"
import { missing } from "./signal.ts"

type Holder = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLOutputElement

/**
 * The JSON text of what an element says: docs/protocol.md §3. Files join `files`; without it there is no way to send
 * them, and reading them is an error.
 */
export function readValue(element: Element | null, files?: Chosen[], submitter?: Element | null): string {
  if (!element) return "null"
  if (element instanceof HTMLFormElement) return readForm(element, files, submitter as HTMLInputElement | null)
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
      // A socket takes none, and would not say so.
      if (!files) throw missing("MapAction for the files of", element.id)
      // U+0000 stands in no JSON text: whoever sends the files puts the names of their parts in its place.
      return `[${[...(element as HTMLInputElement).files!].map((file) => `"\0${files.push({ file, element }) - 1}"`)}]`
    default:
      return JSON.stringify(/^(date|time|month|week)/.test(kind) ? text || null : text)
  }
}

export function holds(element: Element): element is Holder {
  return element.matches("input,select,textarea,output")
}

export function isEditable(element: Element): element is HTMLElement {
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

export function isBox(element: Element): element is HTMLInputElement {
  return element.matches("[type=checkbox],[type=radio]")
}

/** The boxes that a box stands for. Compared by name, never through a selector: a name may hold any character. */
export function group(element: Element): HTMLInputElement[] {
  const { type, name, form } = element as HTMLInputElement
  if (type !== "radio" || !name) return [element as HTMLInputElement]
  return namedFields(form).filter((field) => field.type === type && field.name === name)
}

/** Not `form.elements`: a form that contains `<input name="elements">` answers that with the input. */
export function namedFields(form: HTMLFormElement | null): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("input,select,textarea")].filter(
    (field) => field.name && field.form === form,
  )
}

/** An object of the named, enabled fields: `Address.Street` is a property of `Address`, `Items[0]` the first of a list. */
function readForm(form: HTMLFormElement, files?: Chosen[], submitter?: HTMLInputElement | null): string {
  const groups = new Map<string, Element[]>()
  for (const field of namedFields(form))
    if (!field.matches(":disabled") && !/submit|reset|button|image/.test(field.type) && !field.name.startsWith("__"))
      groups.set(field.name, [...(groups.get(field.name) ?? []), field])
  if (submitter?.name && submitter.form === form) groups.set(submitter.name, [submitter])
  const root: Tree = Object.create(null)
  for (const [name, fields] of groups) {
    const text = fields[0] === submitter ? JSON.stringify(submitter!.value) : readGroup(fields, files)
    const steps = name.match(/\[\d+|[^.[\]]+/g) ?? [name]
    steps.reduce<Tree>((tree, step, index) => {
      const next = steps[index + 1]
      return (tree[step.replace("[", "")] ??= next ? (next[0] === "[" ? ([] as unknown as Tree) : Object.create(null)) : text) as Tree
    }, root)
  }
  return textOf(root)
}

/** Objects and arrays by the steps of a name; JSON text at their ends. */
type Tree = { [step: string]: Tree | string }

function textOf(tree: Tree | string): string {
  if (typeof tree === "string") return tree
  // Rows that were taken out leave no holes.
  if (Array.isArray(tree)) return `[${Object.values(tree).map(textOf)}]`
  return `{${Object.entries(tree).map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`)}}`
}

function readGroup(fields: Element[], files?: Chosen[]): string {
  const first = fields[0]!
  const isOne = fields.length === 1
  if (first.matches("[type=radio]") || (isOne && !first.matches("[type=checkbox][value]"))) return readValue(first, files)
  if (isBox(first)) return JSON.stringify(fields.filter((field) => (field as HTMLInputElement).checked).map(rawText))
  return `[${fields.map((field) => readValue(field, files))}]`
}
