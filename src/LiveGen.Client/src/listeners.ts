// One listener per event type on `document`, in the capture phase: patches never rebind anything (htmx #2157), and
// events that do not bubble come by as well.

/** Always listened to. The noisy rest (moves, scroll, wheel, timeupdate) and custom events are named in `data-lg-on`. */
export const STANDARD_EVENTS = (
  "click dblclick auxclick contextmenu mousedown mouseup mouseover mouseout mouseenter mouseleave " +
  "pointerdown pointerup pointercancel pointerover pointerout pointerenter pointerleave " +
  "touchstart touchend touchcancel keydown keyup keypress beforeinput input change submit reset invalid select " +
  "focus blur focusin focusout compositionstart compositionend copy cut paste " +
  "dragstart dragend dragenter dragleave drop load error toggle beforetoggle cancel close " +
  "play pause ended animationend transitionend"
).split(" ")

const listened = new Set<string>()
let handle: (event: Event) => void

export function startListening(handler: (event: Event) => void): void {
  handle = handler
  STANDARD_EVENTS.forEach(listen)
  listenWithin(document)
}

/** Listens to what new nodes name in `data-lg-on`. */
export function listenWithin(root: ParentNode): void {
  for (const element of root.querySelectorAll("[data-lg-on]"))
    for (const type of element.getAttribute("data-lg-on")!.split(/\s+/)) if (type) listen(type)
}

function listen(type: string): void {
  if (listened.has(type)) return
  listened.add(type)
  document.addEventListener(type, handle, true)
}
