// The built-in commands by name: docs/protocol.md §2.
import { announce } from "./announce.ts"
import { sameOrigin } from "./browser.ts"
import { intervalClear, intervalSet } from "./callbacks.ts"
import { loadModule, register } from "./commands.ts"
import { after, append, before, morph, prepend, replace, setAttribute, target } from "./dom.ts"
import { download } from "./download.ts"
import { loadExtra } from "./extras.ts"
import { clearValue, setValue } from "./fields.ts"
import { safeUrl } from "./html.ts"
import { emit } from "./signal.ts"
import { closeSocket, openSocket } from "./sockets.ts"
import { keepToken } from "./tokens.ts"

/** `LiveGen.state`: what `livegen.setClientState` has set, for the page's own scripts. */
export const state: Record<string, unknown> = Object.create(null)

// An address of another origin is refused at once, not when the module has come.
const setUrl = (url: string, isNew: boolean, address = sameOrigin(url)) =>
  loadExtra("navigation").then((navigation) => navigation.setUrl(address, isNew))

const words = (names: string) => names.match(/\S+/g) ?? []

const verbs = {
  morph,
  replace,
  append,
  prepend,
  before,
  after,
  setAttribute,
  remove: (id: string) => target(id).remove(),
  hide: (id: string) => (target(id).hidden = true),
  display: (id: string) => (target(id).hidden = false),
  visible: (id: string) => (target(id).style.visibility = "visible"),
  hidden: (id: string) => (target(id).style.visibility = "hidden"),
  setValue: (id: string, value: unknown) => setValue(target(id), value),
  reset: (id: string) => clearValue(target(id)),
  focus: (id: string) => target(id).focus(),
  scrollTo: (id: string) => target(id).scrollIntoView(),
  addClass: (id: string, names: string) => target(id).classList.add(...words(names)),
  removeClass: (id: string, names: string) => target(id).classList.remove(...words(names)),
  redirect: (url: string) => location.assign(safeUrl(url)),
  pushUrl: (url: string) => setUrl(url, true),
  replaceUrl: (url: string) => setUrl(url, false),
  reload: () => location.reload(),
  title: (text: string) => (document.title = text),
  setClientState(name: string, value: unknown) {
    state[name] = value
    emit("state", { name, value })
  },
  dispatch(id: string | null, name: string, detail: unknown) {
    const event = new CustomEvent(name, { detail, bubbles: true })
    if (id === null) document.dispatchEvent(event)
    else target(id).dispatchEvent(event)
  },
  announce,
  openSocket,
  closeSocket,
  intervalSet,
  intervalClear,
  key: keepToken,
  loadModule: (url: string) => loadModule(sameOrigin(url).href),
  download: (url: string, name: string) => download(sameOrigin(url).href, name),
}

export function registerVerbs(): void {
  for (const [name, run] of Object.entries(verbs)) register(`livegen.${name}`, run)
  register("alert", alert)
  register("console.log", console.log)
}
