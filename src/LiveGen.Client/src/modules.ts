// Scripts that belong to an element: `data-livegen-module="/js/map.js"`. The module's `mount(element)` runs when the element
// appears, and when it goes what that returned, or else the module's `unmount(element)`.
import { sameOrigin } from "./browser.ts"
import { guard } from "./signal.ts"

interface Module {
  mount(element: Element): unknown
  unmount?(element: Element): void
}

/** Ends what each element has running. */
const mounted = new Map<Element, () => void>()

export function startModules(): void {
  new MutationObserver(sync).observe(document, { childList: true, subtree: true })
  sync()
}

function sync(): void {
  for (const [element, unmount] of mounted)
    if (!element.isConnected) {
      mounted.delete(element)
      unmount()
    }
  for (const element of document.querySelectorAll("[data-livegen-module]")) if (!mounted.has(element)) mount(element)
}

function mount(element: Element): void {
  let unmount = () => {}
  const end = () => guard({ element }, unmount)
  mounted.set(element, end)
  guard({ element }, async () => {
    const module: Module = await import(sameOrigin(element.getAttribute("data-livegen-module")!).href)
    if (mounted.get(element) !== end) return // it went meanwhile
    const result = await module.mount(element)
    unmount = () => (typeof result === "function" ? result() : module.unmount?.(element))
    if (mounted.get(element) !== end) end()
  })
}
