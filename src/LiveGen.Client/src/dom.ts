// The commands that change the document.
import { idOf } from "./identity.ts"
import { isHandlerName, parse, safeUrl } from "./html.ts"
import { listenWithin } from "./listeners.ts"
import { morphChildren, morphElement } from "./morph.ts"
import { missing } from "./signal.ts"

export function target(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw missing("element", id)
  return element
}

function read(html: string, context: Element | null): DocumentFragment {
  const content = parse(html, context)
  listenWithin(content)
  return content
}

export function morph(id: string, html: string): void {
  const element = target(id)
  morphChildren(element, read(html, element))
}

export function replace(id: string, html: string): void {
  const element = target(id)
  morphElement(element, read(html, element.parentElement))
}

/**
 * Adds to `parent` ahead of what `place` says. Siblings are not even looked at, so what was typed into them stays. An
 * incoming element that is there already updates that one: a broadcast and a reply may both bring it (turbo #132, #1288).
 */
function add(parent: ParentNode, html: string, place: () => ChildNode | null): void {
  const content = read(html, parent instanceof Element ? parent : null)
  for (const fresh of [...content.children]) {
    const present = idOf(fresh) ? document.getElementById(idOf(fresh)) : null
    if (present?.parentNode !== parent) continue
    const update = document.createDocumentFragment()
    update.append(fresh)
    morphElement(present, update)
  }
  parent.insertBefore(content, place())
}

export function append(id: string, html: string): void {
  add(target(id), html, () => null)
}

export function prepend(id: string, html: string): void {
  const element = target(id)
  add(element, html, () => element.firstChild)
}

export function before(id: string, html: string): void {
  const element = target(id)
  add(element.parentNode!, html, () => target(id))
}

export function after(id: string, html: string): void {
  const element = target(id)
  add(element.parentNode!, html, () => target(id).nextSibling)
}

const URL_ATTRIBUTE = /^(xlink:)?(href|src|(form)?action|data)$/i

export function setAttribute(id: string, name: string, value: unknown): void {
  const element = target(id)
  if (isHandlerName(name) || name.toLowerCase() === "srcdoc" || element.localName === "script")
    throw missing("safe attribute", name)
  if (value === null || value === false) return element.removeAttribute(name)
  const text = value === true ? "" : String(value)
  element.setAttribute(name, URL_ATTRIBUTE.test(name) ? safeUrl(text) : text)
}
