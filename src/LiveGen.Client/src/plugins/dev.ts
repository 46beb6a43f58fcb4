// For developers: what has failed, over the page that it left as it was. Loaded by pages in development alone.

interface Failed {
  phase: string
  error?: string
  /** What the server says in development: the exception, then the line of the application's own code, then what was called. */
  detail?: string
}

const MOST = 5

const sheet = new CSSStyleSheet()
sheet.replaceSync(
  ":where([data-livegen-dev]){color-scheme:light dark;color:CanvasText;background:Canvas;font:1rem/1.5 system-ui;border:2px solid #d13438;" +
    "border-radius:.5rem;padding:1rem;box-sizing:border-box;max-width:min(60rem,calc(100vw - 2rem));overflow-wrap:anywhere}" +
    ":where([data-livegen-dev]) h2{font-size:1.1rem;margin:0 0 .5rem}:where([data-livegen-dev]) pre{white-space:pre-wrap;margin:0 0 1rem}" +
    ":where([data-livegen-dev])::backdrop{background:rgb(0 0 0/.4)}" +
    "section[data-livegen-dev]{position:fixed;inset:auto auto 1rem 1rem;z-index:9999;padding:.5rem 1rem;max-height:40vh;overflow:auto}" +
    ":where([data-livegen-dev]) ul{margin:0 0 .5rem;padding-inline-start:1.25rem}",
)
document.adoptedStyleSheets.push(sheet)

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, ...content: (string | Node)[]): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.append(...content)
  return element
}

function button(text: string, click: () => void): HTMLButtonElement {
  const result = make("button", text)
  result.type = "button"
  result.onclick = click
  return result
}

/** A piece of the page that no morph takes away. */
function place<Part extends HTMLElement>(part: Part): Part {
  part.setAttribute("data-livegen-dev", "")
  part.setAttribute("data-livegen-ignore", "")
  document.body.append(part)
  return part
}

const title = make("h2")
title.id = "livegen-dev-title"
const text = make("pre")
let dialog: HTMLDialogElement | undefined

function showFailure(detail: string, error: string): void {
  const [what = "", ...where] = detail.split("\n")
  title.textContent = what
  text.textContent = [...where, `Error ${error}, as in the log.`].join("\n")
  if (!dialog) {
    // Modal: the browser itself keeps the keyboard inside, closes it by Escape and gives the focus back.
    dialog = place(make("dialog", title, text, button("Close", () => dialog!.close())))
    dialog.setAttribute("aria-labelledby", title.id)
  }
  if (!dialog.open) dialog.showModal()
}

const list = make("ul")
let log: HTMLElement | undefined

function addError(message: string): void {
  if (!log) {
    log = make("section", list, button("Dismiss", forget))
    log.setAttribute("role", "log")
    log.setAttribute("aria-label", "Errors on this page")
    log.onkeydown = ({ key }) => key === "Escape" && forget()
  }
  if (!log.isConnected) place(log)
  list.append(make("li", message))
  if (list.children.length > MOST) list.firstChild!.remove()
}

function forget(): void {
  log!.remove()
  list.replaceChildren()
}

document.addEventListener("livegen:callback", (event) => {
  const { phase, detail, error = "" } = (event as CustomEvent<Failed>).detail
  if (phase !== "failed" || !detail || event.defaultPrevented) return
  event.preventDefault() // in the place of the note for everybody
  showFailure(detail, error)
})

document.addEventListener("livegen:error", (event) => {
  const { error, command } = (event as CustomEvent<{ error: unknown; command?: unknown[] }>).detail
  const message = error instanceof Error ? error.message : String(error)
  queueMicrotask(() => {
    // Unless one of the page's own listeners has taken it over.
    if (!event.defaultPrevented) addError(command ? `${message}, in ${JSON.stringify(command).slice(0, 200)}` : message)
  })
})
