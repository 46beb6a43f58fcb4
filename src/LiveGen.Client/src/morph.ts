// Makes a live tree equal to a fresh one while keeping its nodes, and with them focus, caret, scroll, media, widgets.
import { isGuarded, isPermanent, keepsAttribute, keepsChildren, syncField } from "./form-policy.ts"
import { findPersistent, idOf, type Persistent, withIds } from "./identity.ts"
import { pair } from "./matching.ts"

/** Makes the children of `target` equal to `content`, which is used up. */
export function morphChildren(target: Element, content: DocumentFragment): void {
  if (!isGuarded(target) && !keepsChildren(target)) morphNodes(target, [...target.childNodes], content, null)
}

/** Makes `target` itself equal to `content`: usually one element of the same kind, but any number of any kind will do. */
export function morphElement(target: Element, content: DocumentFragment): void {
  if (!isGuarded(target)) morphNodes(target.parentNode!, [target], content, target.nextSibling)
}

function morphNodes(parent: ParentNode, old: ChildNode[], content: DocumentFragment, end: ChildNode | null): void {
  const fresh = [...content.childNodes]
  const morph: Morph = { persistent: findPersistent(old, fresh), claimed: new Set(), leaving: [] }
  const active = document.activeElement as HTMLElement | null
  reconcile(morph, parent, old, fresh, end)
  // What leaves late held an element that had to be fetched out of it first: one move keeps an iframe, a running
  // animation and the scroll position, a stay in some waiting place loses them.
  for (const node of morph.leaving) if (!morph.claimed.has(node)) node.remove()
  // A browser without `moveBefore` may have taken the focus. It comes back with its caret; elsewhere this does nothing.
  if (active !== document.activeElement && active?.isConnected) active.focus({ preventScroll: true })
}

/** One patch: what lives on, what of it has its place, and what leaves at the end. */
interface Morph {
  persistent: Persistent
  claimed: Set<ChildNode>
  leaving: ChildNode[]
}

/** `end` is the node that follows the last one; it and everything after it stay untouched. */
function reconcile(morph: Morph, parent: ParentNode, old: ChildNode[], fresh: ChildNode[], end: ChildNode | null): void {
  const { partners, staying } = pair(old, fresh, morph.persistent)
  for (const partner of partners) if (partner) morph.claimed.add(partner)
  for (const node of old) if (!morph.claimed.has(node)) dismiss(morph, node)

  // Everything gets its place first, from the last to the first, and its content afterwards.
  const created = new Set<ChildNode>()
  let next = end
  for (let at = fresh.length - 1; at >= 0; at--) {
    const partner = partners[at]
    if (!partner) {
      // Whatever holds an element that lives on is built around it; anything else goes in whole.
      const shell = fetches(morph, fresh[at]!)
      const node = shell ? document.importNode(fresh[at]!, false) : fresh[at]!
      if (shell) created.add((partners[at] = node))
      next = parent.insertBefore(node, next)
    } else {
      if (!staying.has(partner)) move(parent, partner, next)
      next = partner
    }
  }

  fresh.forEach((node, at) => {
    const live = partners[at]
    if (!live) return
    if (created.has(live)) reconcile(morph, live as Element, [], [...node.childNodes], null)
    else update(morph, live, node)
  })
}

function fetches(morph: Morph, fresh: ChildNode): boolean {
  return morph.persistent.size > 0 && withIds(fresh).some((element) => morph.persistent.has(idOf(element)))
}

function dismiss(morph: Morph, node: ChildNode): void {
  if (isGuarded(node)) return
  if (fetches(morph, node)) morph.leaving.push(node)
  else node.remove()
}

/** `moveBefore` keeps iframes, animations, scroll positions and focus; Safari does not have it yet. */
function move(parent: ParentNode, node: ChildNode, next: ChildNode | null): void {
  parent["moveBefore" in parent ? "moveBefore" : "insertBefore"](node, next)
}

function update(morph: Morph, live: ChildNode, fresh: ChildNode): void {
  if (live.isEqualNode(fresh) || isGuarded(live)) return
  if (!(live instanceof Element && fresh instanceof Element)) {
    live.nodeValue = fresh.nodeValue
    return
  }
  if (isPermanent(live)) return
  const changed = updateAttributes(live, fresh)
  if (!keepsChildren(live)) reconcile(morph, live, [...live.childNodes], [...fresh.childNodes], null)
  syncField(live, changed, fresh)
}

/** The names of what changed. */
function updateAttributes(live: Element, fresh: Element): Set<string> {
  const changed = new Set<string>()
  for (const attribute of fresh.attributes) {
    const { name, value } = attribute
    if (live.getAttribute(name) === value || keepsAttribute(live, name)) continue
    // A copy of the node, because the parser takes names that setAttribute refuses, and namespaces with them.
    live.setAttributeNode(attribute.cloneNode() as Attr)
    changed.add(name)
  }
  for (const { name } of [...live.attributes]) {
    if (fresh.hasAttribute(name) || keepsAttribute(live, name)) continue
    live.removeAttribute(name)
    changed.add(name)
  }
  return changed
}
