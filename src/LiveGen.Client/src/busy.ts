// What shows that calls are unanswered. The marks come off while a batch runs, so that a patch meets what the server
// rendered, and what it brings is what is there in the end.

export interface Busy {
  /** The call's trigger, its form, what else it loads. */
  elements: Element[]
  /** Cannot be pressed meanwhile, and says so. */
  button?: HTMLButtonElement | HTMLInputElement | undefined
  text?: string | undefined
  /** Gives the button back. */
  restore?: (() => void) | undefined
}

export const unanswered = new Set<Busy>()

/** Runs a batch, or a change of `unanswered`, with the page as the server knows it. */
export function unmarked(run: () => void): void {
  // Backwards: two calls may have the same button.
  for (const busy of [...unanswered].reverse()) {
    for (const element of busy.elements) mark(element, false)
    busy.restore?.()
    busy.restore = undefined
  }
  run()
  for (const busy of unanswered) {
    for (const element of busy.elements) mark(element, true)
    busy.restore ??= cover(busy)
  }
}

function mark(element: Element, isBusy: boolean): void {
  element.toggleAttribute("data-livegen-pending", isBusy)
  if (isBusy) element.setAttribute("aria-busy", "true")
  else element.removeAttribute("aria-busy")
}

function cover({ button, text = "" }: Busy): Busy["restore"] {
  if (!button) return
  const { disabled, value } = button
  const content = [...button.childNodes]
  const isInput = button instanceof HTMLInputElement
  const isFocused = button === document.activeElement
  button.disabled = true
  if (isInput) button.value = text
  else button.replaceChildren(text)
  return () => {
    button.disabled = disabled
    if (isInput) button.value = value
    else button.replaceChildren(...content)
    // A disabled button loses the focus: back to it, unless the person has gone on.
    if (isFocused && document.activeElement === document.body) button.focus()
  }
}
