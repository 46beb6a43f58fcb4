// Which links and forms load a part of the page. All others are the browser's.
import { addressOf, shown } from "./page.ts"

export function linkOf(node: EventTarget | null): HTMLAnchorElement | undefined {
  const link = node instanceof Element ? node.closest<HTMLAnchorElement>("a[href]:not(svg *,[download],[rel~=external],:read-write)") : null
  const isPlace = link?.href.includes("#") && addressOf(link) === shown.address
  return link && !isPlace && isOurs(link, link, link.target) ? link : undefined
}

export function isOurs(element: Element, { origin }: { origin: string }, target: string): boolean {
  return (
    shown.layouts.length > 0 &&
    origin === location.origin &&
    /^(_self)?$/i.test(target) &&
    !element.closest("[data-livegen-reload]")
  )
}
