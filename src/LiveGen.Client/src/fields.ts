// Setting and clearing a field, as the server or a successful call says.
import { missing } from "./signal.ts"
import { group, holds, isBox, isEditable } from "./values.ts"

/** Sets a field even while it is being edited; `null` clears it. */
export function setValue(element: Element, value: unknown): void {
  if (value === null) return clearValue(element)
  const values = [value].flat().map(String)
  if (isBox(element)) {
    if (typeof value === "boolean") element.checked = value
    else for (const box of group(element)) box.checked = values.includes(box.value)
  } else if (element.matches("select[multiple]")) {
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
