// A small site in one layout for the tests of navigation.
import assert from "node:assert/strict"
import type { IncomingMessage, ServerResponse } from "node:http"
import { openPage, type PageOptions, type TestPage } from "./harness.ts"

export interface PageOf {
  title?: string | null
  html: string
  commands?: unknown[][]
  layouts?: string[]
}

export interface Walk {
  t: TestPage
  /** What was asked for in part, in order: path and query. */
  asked: string[]
  headers: IncomingMessage["headers"][]
  /** Answers to these paths wait here until they are called. */
  held: Map<string, () => void>
  title(): Promise<string>
}

const MAIN = "L1-main"

/** The layout of every page here: a nav of links, and `#main`. */
const body = (html: string, nav: string) =>
  `<nav id="nav">${nav}<a id="home" href="/">Home</a><a id="to-b" href="/b">B</a></nav><main id="main">${html}</main>`

export const tall = (html: string) => html + "<br>".repeat(400)

/** `pages` by path; one that is not here is answered with 404. "html" in the place of a page: a whole page. */
export async function walk(
  pages: Record<string, PageOf | "html" | ((response: ServerResponse) => void)>,
  options: Partial<PageOptions> & { nav?: string; hold?: string[]; first?: string } = {},
): Promise<Walk> {
  const asked: string[] = []
  const headers: Walk["headers"] = []
  const held: Walk["held"] = new Map()
  const all: typeof pages = { "/": { title: "Home", html: options.first ?? "<h1>Home</h1>" }, ...pages }
  const answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method === "POST" || request.headers["livegen-render"]) return false
    const page = all[request.url!] ?? all[request.url!.split("?")[0]!]
    if (request.headers["livegen"] !== "1") {
      if (request.url === "/" || !page) return false
      response.setHeader("Content-Type", "text/html")
      response.end(`<!doctype html><title>whole ${request.url}</title><p>whole</p>`)
      return true
    }
    asked.push(request.url!)
    headers.push(request.headers)
    const send = () => {
      if (!page) response.writeHead(404, { "Content-Type": "text/html" }).end("lost")
      else if (typeof page === "function") page(response)
      else if (page === "html") response.writeHead(200, { "Content-Type": "text/html" }).end("<p>whole</p>")
      else {
        const { title = null, html, commands = [], layouts = [MAIN], ...more } = page
        response.writeHead(200, { "Content-Type": "application/json", "LiveGen-Build": "b1" })
        response.end(JSON.stringify([["commands", [["livegen.morph", "main", html], ...commands]], ["page", { title, layouts, ...more }]]))
      }
    }
    if (options.hold?.includes(request.url!)) held.set(request.url!, send)
    else send()
    return true
  }
  const { nav = "", first = "<h1>Home</h1>", ...rest } = options
  const t = await openPage({
    body: body(first, nav), answer, ...rest,
    island: { layouts: [MAIN], token: "T1", ...options.island },
  })
  await t.becomes("!!history.state?.livegen")
  return { t, asked, headers, held, title: () => t.page.title() }
}

/** Clicks a link and waits until its page is there. */
export async function follow({ t }: Walk, selector: string): Promise<void> {
  const before = (await t.events("navigated")).length
  await t.page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`)
  await t.becomes(`(heard.navigated ?? []).length > ${before}`)
}

export async function pathIs({ t }: Walk, path: string): Promise<void> {
  assert.equal(await t.page.evaluate("location.pathname + location.search + location.hash"), path)
}
