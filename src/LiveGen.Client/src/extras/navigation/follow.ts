// Following links, and forms that ask.
import { remember } from "./entries.ts"
import { isOurs, linkOf } from "./links.ts"
import { go } from "./visit.ts"

export function startFollowing(): void {
  // On the window, behind everybody else: what a callback or the page's own script has taken is not ours any more.
  addEventListener("click", (event) => {
    remember() // for a hash link, whose entry comes when the document has been scrolled
    const link = linkOf(event.target)
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(link, link)
  })
  addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement
    const button = event.submitter
    const said = (name: string) => button?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? ""
    const url = new URL(said("action"), location.href)
    if (event.defaultPrevented || !/^(get)?$/i.test(said("method")) || !isOurs(form, url, said("target"))) return
    url.search = String(new URLSearchParams(new FormData(form, button) as never))
    url.hash = ""
    event.preventDefault()
    go(url, form)
  })
}
