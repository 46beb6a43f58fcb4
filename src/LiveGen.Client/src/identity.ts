// What makes an old node and a fresh one the same thing. Reads the trees, changes nothing.

/** Old elements by id, for ids that stand exactly once in the old tree and once in the fresh one, on the same tag. */
export type Persistent = ReadonlyMap<string, Element>

/** `getAttribute`, not `.id`: a form that contains `<input name="id">` answers `.id` with that input. */
export function idOf(node: Node): string {
  return (node as Element).getAttribute?.("id") ?? ""
}

export function findPersistent(old: Iterable<Node>, fresh: Iterable<Node>): Persistent {
  const oldIds = uniqueIds(old)
  const persistent = new Map<string, Element>()
  for (const [id, element] of uniqueIds(fresh)) {
    const partner = oldIds.get(id)
    if (partner && partner.nodeName === element?.nodeName && !partner.parentElement!.closest("[data-livegen-ignore]"))
      persistent.set(id, partner)
  }
  return persistent
}

/** `null` marks an id that stands more than once: it names nobody. */
function uniqueIds(roots: Iterable<Node>): Map<string, Element | null> {
  const ids = new Map<string, Element | null>()
  for (const root of roots)
    for (const element of withIds(root)) ids.set(idOf(element), ids.has(idOf(element)) ? null : element)
  return ids
}

/** The node and its descendants, those with an id. */
export function withIds(root: Node): Element[] {
  if (!(root instanceof Element)) return []
  const inside = [...root.querySelectorAll("[id]")]
  return idOf(root) ? [root, ...inside] : inside
}

/**
 * What two nodes must share for one to become the other. An id or key is an identity; so is a field's name and, for
 * boxes, its value: typed text must not slide into another field.
 */
export function kindOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName
  // Under Trusted Types srcdoc cannot be set from a string: such a frame is replaced when it changes.
  const traits = ["id", "data-key", "data-livegen-ignore", "srcdoc"]
  if (node.matches("input,select,textarea")) traits.push("name", "type")
  if (node.matches("[type=checkbox],[type=radio]")) traits.push("value")
  return [node.nodeName, ...traits.map((name) => node.getAttribute(name) ?? "")].join("\0")
}

export function contentOf(node: Node): string {
  return (node as Element).outerHTML ?? node.nodeName + node.nodeValue
}
