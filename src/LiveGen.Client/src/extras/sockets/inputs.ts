// What people have typed, kept from one load of the page to the next: in this tab alone, once, and never secrets.
import type { Runtime } from "../../runtime.ts"

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
type Value = string | boolean | string[]
type Kept = [at: number, address: string, fields: [key: string, value: Value][], focus?: [key: string, start: number | null, end: number | null]]

/** As long as a page takes to load, and not so long that somebody else may have signed in meanwhile. */
const FRESH = 60_000

/** Has nothing to keep, or must not be. */
const NOT_KEPT =
  "[type=password],[type=file],[type=hidden],[type=submit],[type=button],[type=reset],[type=image]," +
  "[autocomplete^=cc-],[autocomplete$=password],[autocomplete=one-time-code]"

export function useInputs({ isBox, setValue }: Runtime) {
  return { keep, restore }

  /** `place`: of the session's storage, as for `restore`. */
  function keep(place: string): void {
    const fields: Kept[2] = []
    for (const [key, field] of fieldsByKey()) if (isEdited(field)) fields.push([key, valueOf(field)])
    const active = document.activeElement as HTMLInputElement
    const key = keyOf(active)
    const kept: Kept = [Date.now(), address(), fields]
    if (key) kept.push([key, selection(active, "selectionStart"), selection(active, "selectionEnd")])
    sessionStorage[place] = JSON.stringify(kept)
  }

  function restore(place: string): void {
    const [at, from, fields, focus] = JSON.parse(sessionStorage[place]) as Kept
    delete sessionStorage[place]
    if (from !== address() || Date.now() - at > FRESH) return
    const known = fieldsByKey()
    for (const [key, value] of fields) {
      const field = known.get(key)
      if (field) setValue(field, value)
    }
    const [key, start, end] = focus ?? []
    const field = known.get(key!) as HTMLInputElement | undefined
    if (!field || document.activeElement !== document.body) return
    field.focus({ preventScroll: true })
    if (start !== null) field.setSelectionRange(start!, end!)
  }

  function address(): string {
    return location.pathname + location.search
  }

  /** Not by a selector: names may hold any character. What two fields share names neither. */
  function fieldsByKey(): Map<string, Field> {
    const fields = new Map<string, Field>()
    const shared = new Set<string>()
    for (const field of document.querySelectorAll<Field>("input,select,textarea")) {
      const key = keyOf(field)
      if (!key) continue
      if (fields.has(key)) shared.add(key)
      fields.set(key, field)
    }
    for (const key of shared) fields.delete(key)
    return fields
  }

  /** A field's id, else its name in its form; a box's value tells it from others of the same name. */
  function keyOf(element: Element | null): string | undefined {
    if (!element?.matches("input,select,textarea") || element.matches(NOT_KEPT)) return
    const { id, name, form, value } = element as HTMLInputElement
    if (id) return id
    return name ? JSON.stringify([form?.getAttribute("id"), name, isBox(element) ? value : ""]) : undefined
  }

  /** Otherwise than the server rendered it. */
  function isEdited(field: Field): boolean {
    if (isBox(field)) return field.checked !== field.defaultChecked
    if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue
    const options = [...field.options]
    const isAsRendered = options.every((option) => option.selected === option.defaultSelected)
    // Where the server selected none, a list that shows one shows its first.
    return !isAsRendered && (field.multiple || options.some((option) => option.defaultSelected) || field.selectedIndex > 0)
  }

  function valueOf(field: Field): Value {
    if (isBox(field)) return field.checked
    return field instanceof HTMLSelectElement ? [...field.selectedOptions].map((option) => option.value) : field.value
  }

  /** Fields of numbers and the like have none. */
  function selection(field: HTMLInputElement, end: "selectionStart" | "selectionEnd"): number | null {
    return field[end] ?? null
  }
}
