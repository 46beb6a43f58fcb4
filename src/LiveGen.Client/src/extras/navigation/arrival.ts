// Being on the new page: the keyboard and the screen reader are taken along.
import { addressOf, runtime, shown } from "./page.ts"

export function arrive(target: HTMLElement, title: string | null): void {
  const heading = target.querySelector("h1")
  const place = target.querySelector<HTMLElement>("[autofocus]") ?? heading ?? target
  // Whoever types goes on typing, such as in a search field whose form brought the page.
  if (!document.activeElement?.matches(":read-write")) {
    if (place.tabIndex < 0) place.tabIndex = -1
    place.focus({ preventScroll: true })
  }
  runtime.announce(title ?? heading?.textContent ?? "")
  // What the page itself says holds; around it nobody else would change it.
  markCurrent((link) => !target.contains(link))
}

/** In the nav of a layout, which does not know its page. */
export function markCurrent(isOurs: (link: Element) => boolean): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav a[href]:not(svg *)"))
    if (isOurs(link)) link.ariaCurrent = addressOf(link) === shown.address ? "page" : null
}
