// What the document shows right now, and what the runtime gave this module to work with.
import type { Runtime } from "../../runtime.ts"

export let runtime: Runtime

/** Whose page it is: the address without the hash, and the layouts around it, outermost first. */
export const shown = { address: "", layouts: [] as string[] }

export function use(given: Runtime): void {
  runtime = given
  shown.address = addressOf(location)
  shown.layouts = given.island.layouts ?? []
}

export function addressOf({ href }: { href: string }): string {
  return href.split("#")[0]!
}

export function pathOf(address: string): string {
  return address.split("?")[0]!
}

/** Whether the person wants little motion. */
export function isCalm(): boolean {
  return matchMedia("(prefers-reduced-motion:reduce)").matches
}

/** The element that pages are loaded into: its id stands in the layout's. */
export function targetOf(layout: string | undefined): HTMLElement | null {
  return named(layout?.replace(/^.*?-/, ""))
}

/** The element whose id is encoded as in a url. */
export function named(id = ""): HTMLElement | null {
  return document.getElementById(decodeURIComponent(id))
}

export function innermost(): HTMLElement | null {
  return targetOf(shown.layouts.at(-1))
}
