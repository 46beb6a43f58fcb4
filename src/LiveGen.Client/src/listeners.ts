// One listener per event type on `document`, in the capture phase: patches never rebind anything (htmx #2157), and
// events that do not bubble come by as well.

import { loadExtra } from "./extras.ts"
import { guard } from "./signal.ts"

/**
 * Always listened to: what has an `on…` handler on `document`, save what comes in floods, and `focusin`, `focusout`.
 * Other floods and custom events are named in `data-lg-on` (docs/protocol.md §3).
 */
const STANDARD = /^on(?!.*(move|raw|scroll|wheel))/

const listened = new Set<string>()
let handle: (event: Event) => void

export function startListening(handler: (event: Event) => void): void {
  handle = handler
  for (const name in document) if (STANDARD.test(name)) listen(name.slice(2))
  listen("focusin")
  listen("focusout")
  listenWithin(document)
}

/** Listens to what new nodes name in `data-lg-on`, and loads what takes files where they can be chosen. */
export function listenWithin(root: ParentNode): void {
  if (root.querySelector("[type=file]")) guard({}, () => loadExtra("uploads"))
  for (const element of root.querySelectorAll("[data-lg-on]"))
    for (const type of element.getAttribute("data-lg-on")!.match(/\S+/g) ?? []) listen(type)
}

function listen(type: string): void {
  if (listened.has(type)) return
  listened.add(type)
  document.addEventListener(type, handle, true)
}
