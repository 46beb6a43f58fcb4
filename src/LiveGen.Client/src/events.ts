// From a DOM event to the callbacks that the elements on its path carry in `data-lg-EVENT`.
import { call } from "./callbacks.ts"
import { loadForms } from "./extras.ts"
import { startListening } from "./listeners.ts"
import { holds, watchComposition } from "./predicates.ts"
import type { CallbackSpec } from "./protocol.ts"
import { guard } from "./signal.ts"
import { debounce, flush, throttle } from "./timing.ts"

export function startEvents(): void {
  startListening((event) => {
    watchComposition(event)
    if (event.type === "submit") flush(event.target)
    const attribute = `data-lg-${event.type.toLowerCase()}`
    let element = event.target instanceof Element ? event.target : null
    if (event.type === "focusin") loadForms(element?.closest("form"))
    while (element) {
      const text = element.getAttribute(attribute)
      if (text !== null) fire(event, element, text)
      // Without this nothing can be dropped here.
      if (event.type === "dragover" && element.hasAttribute("data-lg-drop")) event.preventDefault()
      // As the DOM would: up through the ancestors if the event bubbles, else the target alone.
      element = event.bubbles ? element.parentElement : null
    }
  })
}

function fire(event: Event, element: Element, text: string): void {
  const isLink = event.type === "click" && element.matches("a[href]")
  // A click with a modifier opens the link in a new tab: that is the browser's.
  const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
  if (element.matches(":disabled") || (isLink && (ctrlKey || metaKey || shiftKey))) return
  // What would leave the page, and with it the socket that the call goes out on.
  if (isLink || event.type === "submit" || event.type === "drop") event.preventDefault()
  const context = { element }
  guard(context, () => {
    // Read anew each time: an element that a morph reused must not keep an old callback (livewire #10227).
    const spec = JSON.parse(text) as CallbackSpec
    if (spec.when && !holds(event, spec.when)) return
    const run = () => guard(context, () => call(spec, element, (event as SubmitEvent).submitter))
    if (spec.throttle) throttle(element, event.type, spec.throttle, run)
    else if (spec.debounce) debounce(element, event.type, spec.debounce, run)
    else run()
  })
}
