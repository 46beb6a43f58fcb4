// What the person sees while a page is on its way: nothing for a moment, then a bar.
import { innermost, isCalm, runtime } from "./page.ts"

const DELAY = 300
/** As long as people wait: the bar should not say too early that it is done. */
const LENGTH = 20_000

let timer: ReturnType<typeof setTimeout>
let target: HTMLElement | null | undefined
let bar: HTMLElement | undefined

export function wait(): void {
  target = innermost()
  if (target) target.ariaBusy = "true"
  timer = setTimeout(() => {
    bar = runtime.addPart("progress", "aria-hidden", "true") // screen readers have aria-busy
    if (!isCalm()) bar.animate({ width: ["0", "100%"] }, LENGTH)
  }, DELAY)
}

export function idle(): void {
  clearTimeout(timer)
  bar?.remove()
  if (target) target.ariaBusy = null
}
