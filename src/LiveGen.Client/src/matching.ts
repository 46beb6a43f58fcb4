// Which old child becomes which fresh one, within one parent. Reads the trees, changes nothing.
import { contentOf, idOf, kindOf, type Persistent, withIds } from "./identity.ts"
import { longestRising } from "./sequence.ts"

export interface Pairing {
  /** For each fresh node the old one that becomes it; `undefined` where a new one is needed. */
  partners: (ChildNode | undefined)[]
  /** Old nodes that are in the right order among themselves: the others move around them. */
  staying: ReadonlySet<ChildNode>
}

/**
 * Pairs by id (wherever the old element stands), then by `data-key` or else equal content, then wrappers around the
 * same id; at last, in the gaps between those, nodes of one kind in their order.
 */
export function pair(old: readonly ChildNode[], fresh: readonly ChildNode[], persistent: Persistent): Pairing {
  const partners: (ChildNode | undefined)[] = Array.from(fresh, () => undefined)

  // Most patches change little: what is equal at both ends needs no index.
  let start = 0
  let oldEnd = old.length
  let freshEnd = fresh.length
  while (start < oldEnd && start < freshEnd && old[start]!.isEqualNode(fresh[start]!)) partners[start] = old[start++]
  while (start < oldEnd && start < freshEnd && old[oldEnd - 1]!.isEqualNode(fresh[freshEnd - 1]!))
    partners[--freshEnd] = old[--oldEnd]

  const places = new Map(old.map((node, place) => [node, place]))
  const reserved = new Set<ChildNode>(persistent.values())
  const free = new Set(old.slice(start, oldEnd).filter((node) => !reserved.has(node)))

  const match = (choose: (node: ChildNode) => ChildNode | undefined) => {
    for (let at = start; at < freshEnd; at++) {
      const partner = partners[at] ?? choose(fresh[at]!)
      partners[at] = partner
      free.delete(partner!)
    }
  }

  if (start < freshEnd) {
    match((node) => persistent.get(idOf(node)))
    const alike = queues(free, keyOrContent)
    if (alike.size > 0) match((node) => take(alike, keyOrContent(node)))
    if (persistent.size > 0) match((node) => wrapper(node, persistent, free))
  }

  // What follows is a guess, and must not cross a sure match: that would hand one row's typed text to another.
  const order = () => partners.map((partner) => places.get(partner!) ?? -1)
  const sure = order()
  let [freshFrom, oldFrom] = [0, 0]
  for (const anchor of [...longestRising(sure), fresh.length]) {
    const oldTo = sure[anchor] ?? old.length
    const gap = queues(old.slice(oldFrom, oldTo).filter((node) => free.has(node)), kindOf)
    for (let at = freshFrom; gap.size > 0 && at < anchor; at++) partners[at] ??= take(gap, kindOf(fresh[at]!))
    freshFrom = anchor + 1
    oldFrom = oldTo + 1
  }

  return { partners, staying: new Set(longestRising(aroundFocus(order(), partners)).map((at) => partners[at]!)) }
}

function keyOrContent(node: Node): string {
  return (node as Element).matches?.("[data-key]") ? kindOf(node) : contentOf(node)
}

/** The old child that contains what has the same id as something inside `node`. */
function wrapper(node: Node, persistent: Persistent, free: ReadonlySet<ChildNode>): ChildNode | undefined {
  const shared = withIds(node).find((element) => persistent.has(idOf(element)))
  let candidate: ChildNode | null = shared ? persistent.get(idOf(shared))! : null
  while (candidate && !free.has(candidate)) candidate = candidate.parentElement
  return candidate && kindOf(candidate) === kindOf(node) ? candidate : undefined
}

/**
 * The focused child holds its place and the others move around it: browsers without `moveBefore` blur what moves and
 * end an IME's composition (live_view #3322). Hides from the sequence whatever cannot stay together with it.
 */
function aroundFocus(order: readonly number[], partners: readonly (ChildNode | undefined)[]): readonly number[] {
  const focused = partners.findIndex((partner) => partner?.contains(document.activeElement))
  const place = order[focused] ?? -1
  if (place < 0) return order
  return order.map((value, at) => (Math.sign(value - place) === Math.sign(at - focused) ? value : -1))
}

function queues(nodes: Iterable<ChildNode>, key: (node: Node) => string): Map<string, ChildNode[]> {
  const queues = new Map<string, ChildNode[]>()
  for (const node of nodes) {
    const queue = queues.get(key(node))
    if (queue) queue.push(node)
    else queues.set(key(node), [node])
  }
  return queues
}

function take(queues: Map<string, ChildNode[]>, key: string): ChildNode | undefined {
  return queues.get(key)?.shift()
}
