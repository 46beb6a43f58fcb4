// Lets toasts go again: by their button, by Escape, and those that are no errors by themselves after a while. The server
// writes them: src/LiveGen/Templates/Toasts.cs.

const TICK = 250
const TOAST = "[data-livegen-toast]"

const region = document.getElementById("livegen-toasts")
if (region) {
  const { livegenToasts, livegenDismiss } = region.dataset
  const duration = Number(livegenToasts)
  const ages = new WeakMap<Element, number>()
  let timer: ReturnType<typeof setInterval> | undefined
  let cameFrom: EventTarget | null = null

  const all = () => [...region.querySelectorAll(TOAST)]

  const dismiss = (toast: Element) => {
    const hadFocus = toast.contains(document.activeElement)
    toast.remove()
    const next = region.querySelector("button") ?? cameFrom
    if (hadFocus && next instanceof HTMLElement) next.focus()
  }

  // Whoever reads, points or stands there with the keyboard gets the time that it takes.
  const tick = () => {
    if (document.hidden || region.matches(":hover, :focus-within")) return
    const passing = all().filter((toast) => !toast.matches("[data-livegen-toast=error]"))
    for (const toast of passing) {
      const age = (ages.get(toast) ?? 0) + TICK
      ages.set(toast, age)
      if (age >= duration) toast.remove()
    }
    if (passing.length === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }

  const complete = () => {
    for (const toast of all())
      if (!toast.querySelector("button")) {
        const button = document.createElement("button")
        button.type = "button"
        button.ariaLabel = livegenDismiss!
        button.textContent = "×"
        toast.append(button)
      }
    if (duration) timer ??= setInterval(tick, TICK)
  }

  region.addEventListener("click", ({ target }) => {
    const button = (target as Element).closest("button")
    if (button) dismiss(button.closest(TOAST)!)
  })
  region.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget && !region.contains(relatedTarget as Node)) cameFrom = relatedTarget
  })
  document.addEventListener("keydown", (event) => {
    const toast = document.activeElement?.closest(TOAST) ?? all().at(-1)
    // An open dialog is what Escape is for.
    if (event.key === "Escape" && toast && !event.defaultPrevented && !document.querySelector("dialog[open]")) dismiss(toast)
  })

  new MutationObserver(complete).observe(region, { childList: true, subtree: true })
  // A screen reader says what is added to a region, and not what a page came with.
  setTimeout(() => {
    for (const toast of all()) toast.replaceWith(toast.cloneNode(true))
  })
}
