// Reading an element as JSON text, and setting or clearing a field. Numbers stay text throughout: their digits are
// what the user typed.

/** The JSON text of what an element says: docs/protocol.md §3. */
export function readValue(element: Element | null): string {
  if (!element) return "null"
  switch (element.getAttribute("data-livegen-as")) {
    case "string":
      return JSON.stringify(rawText(element))
    case "number":
      return numberText(rawText(element))
    case "boolean":
      return String(isBox(element) ? element.checked : rawText(element) === "true")
    case "json":
      return jsonText(rawText(element))
  }
  if (element instanceof HTMLFormElement) return readForm(element)
  if (element instanceof HTMLInputElement) return readInput(element)
  if (element instanceof HTMLSelectElement && element.multiple)
    return JSON.stringify([...element.selectedOptions].map((option) => option.value))
  return JSON.stringify(rawText(element))
}

function readInput(input: HTMLInputElement): string {
  switch (input.type) {
    case "number":
    case "range":
      return numberText(input.value)
    case "checkbox":
      return String(input.checked)
    case "radio":
      return JSON.stringify(radioGroup(input).find((radio) => radio.checked)?.value ?? null)
    case "file":
      return "null"
    case "date":
    case "time":
    case "datetime-local":
    case "month":
    case "week":
    case "color":
      return JSON.stringify(input.value || null)
    default:
      return JSON.stringify(input.value)
  }
}

function rawText(element: Element): string {
  if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLOutputElement
  )
    return element.value
  // innerText keeps the line breaks that the user sees.
  if (element instanceof HTMLElement && element.isContentEditable) return element.innerText
  return element.getAttribute("data-value") ?? element.textContent ?? ""
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

function jsonText(text: string): string {
  try {
    JSON.parse(text)
    return text
  } catch {
    return "null"
  }
}

function isBox(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)
}

/** Compared by name, never through a selector: a name may hold any character. */
function radioGroup(input: HTMLInputElement): HTMLInputElement[] {
  if (!input.name) return [input]
  const radios = namedFields(input.getRootNode() as Document, input.form) as HTMLInputElement[]
  return radios.filter((field) => field.type === "radio" && field.name === input.name)
}

/** Not `form.elements`: a form that contains `<input name="elements">` answers that with the input. */
function namedFields(root: Document | ShadowRoot, form: HTMLFormElement | null): Element[] {
  return [...root.querySelectorAll<HTMLInputElement>("input[name],select[name],textarea[name]")].filter(
    (field) => field.form === form,
  )
}

/** An object of the named, enabled fields. */
function readForm(form: HTMLFormElement): string {
  const groups = new Map<string, Element[]>()
  for (const field of namedFields(form.getRootNode() as Document, form)) {
    if (field.matches(":disabled,[type=submit],[type=reset],[type=button],[type=image]")) continue
    const name = field.getAttribute("name")!
    groups.set(name, [...(groups.get(name) ?? []), field])
  }
  const members = [...groups].map(([name, fields]) => `${JSON.stringify(name)}:${readGroup(fields)}`)
  return `{${members.join()}}`
}

function readGroup(fields: Element[]): string {
  const first = fields[0]!
  if (isBox(first) && first.type === "radio") return readValue(first)
  if (isBox(first) && (fields.length > 1 || first.hasAttribute("value")))
    return JSON.stringify(fields.filter((field) => isBox(field) && field.checked).map(rawText))
  return fields.length > 1 ? `[${fields.map(readValue).join()}]` : readValue(first)
}

/** Sets a field even while it is being edited; `null` clears it. */
export function setValue(element: Element, value: unknown): void {
  if (value === null) return clearValue(element)
  const values = (Array.isArray(value) ? value : [value]).map(String)
  if (isBox(element)) {
    const group = element.type === "radio" ? radioGroup(element) : [element]
    if (typeof value === "boolean") element.checked = value
    else for (const box of group) box.checked = values.includes(box.value)
  } else if (element instanceof HTMLSelectElement && element.multiple) {
    for (const option of element.options) option.selected = values.includes(option.value)
  } else if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLOutputElement
  ) {
    element.value = String(value)
  } else if (element instanceof HTMLElement && element.isContentEditable) {
    element.textContent = String(value)
  } else {
    throw new Error(`#${element.id} is not a field: livegen.setValue takes inputs, selects, textareas, outputs`)
  }
}

/** Empties a field; a form gets back what the server rendered. */
export function clearValue(element: Element): void {
  if (element instanceof HTMLFormElement) HTMLFormElement.prototype.reset.call(element)
  else if (isBox(element)) for (const box of element.type === "radio" ? radioGroup(element) : [element]) box.checked = false
  else if (element instanceof HTMLSelectElement) {
    element.value = ""
    if (!element.multiple && element.selectedIndex < 0) element.selectedIndex = 0
  } else setValue(element, "")
}
