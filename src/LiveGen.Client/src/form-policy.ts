// What a patch may overwrite. One rule: an attribute that the server did not change is not an instruction. The DOM
// holds what the server last said in its attributes and what the user did in its properties, so comparing the old
// attribute with the new one tells the two apart (idiomorph #27 asks for it, turbo-8-morphing-demo #9 is its absence).
import { isExecutable } from "./html.ts"

/** A widget's own subtree, or a script that has run: patches neither look inside nor remove it. */
export function isGuarded(node: Node): boolean {
  return node instanceof Element && (node.hasAttribute("data-livegen-ignore") || isExecutable(node))
}

/** The browser's own from when it came until a patch brings it no more, such as a player that goes on from page to page. */
export function isPermanent(element: Element): boolean {
  return element.hasAttribute("data-livegen-permanent")
}

/**
 * Text that the user is writing right now: overwriting it breaks typing, the caret and IMEs (live_view #3322). What is
 * chosen and not typed (boxes, ranges, selects) is not `:read-write`, and takes the server's word even with the focus.
 */
export function isBeingEdited(element: Element): boolean {
  return element.matches(":read-write") && element.contains(document.activeElement)
}

/** Whether a patch leaves this element's children alone; a textarea's text is its default value, set by `syncField`. */
export function keepsChildren(element: Element): boolean {
  return element instanceof HTMLTextAreaElement || isBeingEdited(element)
}

/** Whether a patch leaves this attribute as the browser has it. */
export function keepsAttribute(element: Element, name: string): boolean {
  switch (name) {
    case "open": // the user opens and closes these (idiomorph #7); the server has livegen.setAttribute
      return element.matches("details,dialog")
    case "value": // so that the server's value is still news, and wins, once the user has left the field
      if (isBeingEdited(element)) return true
  }
  return element.matches(`[data-livegen-keep~="${CSS.escape(name)}"]`)
}

/** Brings the live properties along where the server did change something. Runs after the attributes were patched. */
export function syncField(element: Element, changed: ReadonlySet<string>, fresh: Element): void {
  if (element instanceof HTMLInputElement) {
    if (changed.has("checked")) element.checked = element.defaultChecked
    // A file input's value is not the server's to give.
    if (changed.has("value") && element.type !== "file") element.value = element.defaultValue
  } else if (element instanceof HTMLOptionElement) {
    if (changed.has("selected")) element.selected = element.defaultSelected
  } else if (element instanceof HTMLTextAreaElement) {
    const text = (fresh as HTMLTextAreaElement).defaultValue
    if (element.defaultValue !== text && !isBeingEdited(element)) {
      element.defaultValue = text
      element.value = text
    }
  }
}
