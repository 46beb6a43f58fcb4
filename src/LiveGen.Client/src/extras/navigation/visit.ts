// From an address to its page: ask, wait where it shows, swap, arrive.
import { arrive } from "./arrival.ts"
import { idle, wait } from "./busy.ts"
import { goTo, scroll, scrollBack, setUrl } from "./entries.ts"
import { load, type Part } from "./load.ts"
import { dismiss } from "./owners.ts"
import { addressOf, isCalm, named, pathOf, runtime, shown, targetOf } from "./page.ts"
import { take } from "./prefetch.ts"

let running: AbortController | undefined

/** Going back and forward. */
export function startTraversal(): void {
  addEventListener("popstate", ({ state }) => {
    const steps = goTo(state)
    if (steps === undefined) return
    if (addressOf(location) === shown.address) {
      // The page that is here, at another hash, or while a visit was on its way to elsewhere.
      stop()
      scrollBack()
    } else if (!go(location)) history.go(-steps)
  })
  addEventListener("pagehide", stop)
}

/** Goes there, by a link or form or else in the history; false when somebody minds. */
export function go({ href }: { href: string }, trigger?: Element): boolean {
  const agreed = runtime.emit("before-navigate", { url: href, trigger }, true)
  if (agreed) void visit(new URL(href), !trigger)
  return agreed
}

function stop(): void {
  running?.abort()
  idle()
}

async function visit(url: URL, isTraversal: boolean): Promise<void> {
  stop()
  const { signal } = (running = new AbortController())
  wait()
  try {
    const part = await (take(url) ?? load(url, signal))
    const { layouts } = part.page
    const shared = layouts.findIndex((layout, at) => layout !== shown.layouts[at])
    const depth = shared < 0 ? layouts.length : shared
    const target = targetOf(layouts[depth - 1])
    if (!target) throw url
    const swap = () => {
      if (!signal.aborted) show(part, depth, target, isTraversal)
    }
    const transition = isCalm() || document.startViewTransition?.(swap)
    if (transition instanceof Object) {
      transition.ready.catch(() => {}) // one that is skipped has shown the page all the same
      await transition.updateCallbackDone
    } else swap()
  } catch {
    // The browser's own way: it shows what we cannot.
    if (signal.aborted) return
    if (isTraversal) location.reload()
    else location.assign(url)
  }
  if (!signal.aborted) stop()
}

function show({ url, page, commands }: Part, shared: number, target: HTMLElement, isTraversal: boolean): void {
  const { applyBatch, leave, tell, emit } = runtime
  const address = addressOf(url)
  const isOther = pathOf(address) !== pathOf(shown.address)
  emit("navigate", { url: url.href })
  if (isTraversal) shown.address = address
  else setUrl(url, address !== shown.address)
  shown.layouts = page.layouts
  dismiss(shared, commands)
  tell("call")
  // Another page begins anew: typed text, open details and widgets of the old one are not its.
  if (isOther) {
    leave(target)
    clear(target)
  }
  if (page.title !== null) document.title = page.title
  applyBatch(commands)
  arrive(target, page.title)
  if (isTraversal) scrollBack()
  else {
    scroll(0, 0, 0)
    named(url.hash.slice(1))?.scrollIntoView()
  }
  emit("navigated", { url: url.href })
}

/** Only what survives, and what it stands in, is left for the patch to find. */
function clear(element: Element): void {
  const survivor = "[data-livegen-permanent][id]"
  for (const child of [...element.children]) if (!child.matches(survivor)) child.querySelector(survivor) ? clear(child) : child.remove()
}
