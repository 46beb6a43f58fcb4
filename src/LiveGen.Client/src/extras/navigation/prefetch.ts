// Pages that will probably be asked for: a link under the pointer or the focus is loaded a moment ahead.
import { linkOf } from "./links.ts"
import { load, type Part } from "./load.ts"
import { addressOf, shown } from "./page.ts"

/** A pointer that only passes does not stay this long. */
const DWELL = 65
const MOST = 8
const FRESH = 10_000

const ahead = new Map<string, Promise<Part>>()
let timer: ReturnType<typeof setTimeout>

export function startPrefetch(): void {
  for (const type of ["mouseover", "focusin", "touchstart"])
    addEventListener(
      type,
      ({ target }) => {
        clearTimeout(timer)
        const link = linkOf(target)
        if (link && !link.closest("[data-livegen-prefetch=false],[rel~=nofollow],[data-lg-click]"))
          timer = setTimeout(prefetch, DWELL, link.href)
      },
      { passive: true },
    )
  // A call changes what pages show, and so does another page's layout.
  for (const type of ["callback", "navigate"]) document.addEventListener(`livegen:${type}`, () => ahead.clear())
}

export function take({ href }: { href: string }): Promise<Part> | undefined {
  const part = ahead.get(href)
  ahead.delete(href)
  return part
}

function prefetch(href: string): void {
  const forget = () => ahead.delete(href)
  const { connection } = navigator as { connection?: { saveData: boolean } }
  if (connection?.saveData || ahead.has(href) || addressOf({ href }) === shown.address) return
  // Messages for the person wait for a page that is seen.
  const part = load(new URL(href), null, { purpose: "prefetch" })
  ahead.set(href, part)
  part.catch(forget)
  setTimeout(forget, FRESH)
  if (ahead.size > MOST) ahead.delete([...ahead.keys()][0]!)
}
