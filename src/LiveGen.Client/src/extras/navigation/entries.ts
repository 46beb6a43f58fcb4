// The history: which entries are ours, and how far each was scrolled, of the window and of the target for layouts that
// scroll there. It outlives the document, for coming back by a full load.
import { addressOf, innermost, shown } from "./page.ts"

const STORE = "livegen."

/** The entry's in the history, from 1 on. */
let place: number

/** False from going back or forward until its page is there: the document is scrolled as another entry's. */
let settled = true

/** The browser restores before the page is there, so we do. */
export function startEntries(): void {
  const known = history.state?.livegen
  place = known ?? (sessionStorage[STORE] | 0)
  mark(known ? 0 : 1)
  history.scrollRestoration = "manual"
  if (known) {
    scrollBack()
    addEventListener("load", scrollBack)
  }
  addEventListener("pagehide", remember)
}

/** An address for what the page shows now. Going back to an entry of ours loads what it showed. */
export function setUrl(url: URL, isNew: boolean): void {
  remember()
  // Another script may have made the entry that is left now.
  if (history.state?.livegen !== place) mark(1)
  if (isNew) {
    history.pushState(null, "", url)
    mark(1)
  } else history.replaceState(history.state, "", url)
  shown.address = addressOf(location)
}

function mark(steps: number): void {
  history.replaceState({ ...history.state, livegen: (sessionStorage[STORE] = place += steps) }, "")
}

export function remember(): void {
  if (settled) sessionStorage[STORE + place] = [scrollX, scrollY, innermost()?.scrollTop]
}

/** How many steps this goes; nothing for an entry that is not ours. */
export function goTo(state: { livegen?: number } | null): number | undefined {
  const next = state?.livegen
  if (next) {
    remember()
    settled = false
    const steps = next - place
    sessionStorage[STORE] = place = next
    return steps
  }
  // Behind a hash link. With a state it is another script's.
  if (!state && addressOf(location) === shown.address) mark(1)
  return
}

export function scrollBack(): void {
  const [left, top, inner] = `${sessionStorage[STORE + place]}`.split(",")
  scroll(+left!, +top!, +inner!)
}

/** The page of the entry is here, and at its place. What is no number is 0 to the browser. */
export function scroll(left: number, top: number, inner: number): void {
  settled = true
  const target = innermost()
  if (target) target.scrollTop = inner
  scrollTo({ left, top, behavior: "instant" })
}
