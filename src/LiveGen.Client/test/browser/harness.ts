// One Chromium and one local server for all browser tests; a test asks for a page and, if it needs one, a socket.
import { existsSync } from "node:fs"
import { readdir, readFile } from "node:fs/promises"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { after, before } from "node:test"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { WebSocketServer } from "ws"
import { Arrivals, PATIENCE, Peer, Post } from "./peers.ts"

export { Peer, Post }

/** What docs/security asks of a page; every test runs under it unless it says otherwise. */
export const STRICT_CSP =
  "default-src 'self'; script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types livegen"

let browser: Browser
let shared: BrowserContext
let server: Server
let port: number

/** One test page and its end of the server. Each has a host name of its own, so that none gets another's sockets. */
interface Site {
  html: string
  csp: string | null
  /** Upgrades, and plain requests to sockets, are answered with this status. */
  refuse: number | null
  peers: Arrivals<Peer>
  posts: Arrivals<Post>
  handle: PageOptions["handle"]
  answer: PageOptions["answer"]
}

/** The modules loaded on demand, by name. */
const extras: Record<string, string> = {}
const sites = new Map<string, Site>()
const siteOf = (request: IncomingMessage) => sites.get(request.headers.host!.split(".")[0]!)!

before(async () => {
  const assets = new Map<string, string>()
  for (const name of ["livegen.js", "parts.js", "oracle.js"])
    assets.set(`/${name}`, await readFile(join(process.env["LIVEGEN_PAGES"]!, name), "utf8"))
  for (const name of await readdir(join(process.env["LIVEGEN_PAGES"]!, "extras"))) {
    assets.set(`/extras/${name}`, await readFile(join(process.env["LIVEGEN_PAGES"]!, "extras", name), "utf8"))
    extras[name.slice(0, -3)] = `/extras/${name}`
  }
  assets.set("/extra.js", "export default ({ island, texts }) => (document.title = island.build + texts.reload)")
  assets.set("/favicon.ico", "")
  assets.set("/module.js", "LiveGen.register('late', (text) => { document.title = text })")

  server = createServer((request, response) => {
    const site = siteOf(request)
    const asset = assets.get(request.url!)
    if (site.answer?.(request, response)) return
    if (site.handle?.(request, response)) return
    if (request.method === "POST") {
      let body = ""
      request.setEncoding("utf8").on("data", (text: string) => (body += text))
      request.on("end", () => site.posts.add(new Post(request, body, response)))
    } else if (request.url!.split("?")[0] === "/") {
      response.setHeader("Content-Type", "text/html; charset=utf-8")
      if (site.csp) response.setHeader("Content-Security-Policy", site.csp)
      response.end(site.html)
    } else if (asset !== undefined) {
      response.setHeader("Content-Type", "text/javascript")
      response.end(asset)
    } else {
      response.statusCode = request.url!.startsWith("/ws/") ? (site.refuse ?? 426) : 404
      response.end()
    }
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on("upgrade", (request, stream, head) => {
    const site = siteOf(request)
    if (site.refuse !== null) return void stream.end(`HTTP/1.1 ${site.refuse} Refused\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, stream, head, (socket) => {
      site.peers.add(new Peer(socket, request.url!))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  port = (server.address() as AddressInfo).port
  browser = await chromium.launch({
    executablePath: process.env["LIVEGEN_CHROMIUM"] ?? ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(existsSync)!,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat(
      ["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ),
  })
  shared = await browser.newContext()
})

after(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

export interface PageOptions {
  body: string
  head?: string
  commands?: unknown[][]
  /** Further members of the island. */
  island?: { token?: string; layouts?: string[]; extras?: Record<string, string> }
  csp?: string | null
  /** Runs in the page before any of its scripts. */
  init?: () => void
  /** "parts" and "oracle" load those instead of the runtime. */
  script?: "livegen" | "parts" | "oracle"
  /** The page's timers run only through `page.clock`. */
  clock?: boolean
  refuse?: number
  /** Answers what it wants to itself. */
  handle?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
  /** Answers requests itself where it says so. */
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Behind the page's path. */
  query?: string
}

export interface TestPage extends AsyncDisposable {
  page: Page
  context: BrowserContext
  /** The next socket that the page opens. */
  nextPeer(): Promise<Peer>
  /** The next call of an action. */
  nextPost(): Promise<Post>
  /** How many have come that no test has asked for. */
  postsWaiting(): number
  /** From now on upgrades are refused with this status, or let in again. */
  refuse(status: number | null): void
  /** Runs commands as if the server had sent them. */
  apply(...commands: unknown[][]): Promise<void>
  /** Waits until an expression holds; the page's own policy forbids Playwright's `waitForFunction`. */
  becomes(expression: string): Promise<void>
  /** Waits until the page, whose clock is the test's, waits that long for something: time that passes earlier passes for nothing. */
  armed(milliseconds: number): Promise<void>
  /** Takes the network away or gives it back; when it resolves the page knows. */
  offline(isOffline: boolean): Promise<void>
  /** The details of the `livegen:*` events of one name so far. */
  events(name: string): Promise<Record<string, unknown>[]>
}

let count = 0

/** In the page: `timers` has the milliseconds of each timer that has yet to run. */
function noteTimers(): void {
  const timers = new Map<number, number>()
  const { setTimeout: set, clearTimeout: clear } = window
  const note = (run: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]): number => {
    const id = set(() => (timers.delete(id), run(...args)), milliseconds)
    timers.set(id, milliseconds)
    return id
  }
  Object.assign(window, { timers, setTimeout: note, clearTimeout: (id: number) => (timers.delete(id), clear(id)) })
}

/** A fresh page; when it resolves the runtime has booted. Uncaught errors and CSP violations fail the test. */
export async function openPage(options: PageOptions): Promise<TestPage> {
  const { body, head = "", commands = [], script = "livegen", csp = STRICT_CSP } = options
  const name = `page${++count}`
  const said = { v: 1, build: "b1", dev: true, extras, commands, ...options.island }
  const island = JSON.stringify(said).replaceAll("<", "\\u003C")
  const opens = commands.some(([verb]) => verb === "livegen.openSocket")
  const preload = opens ? `<link rel="modulepreload" href="${said.extras["sockets"]}" nonce="x">` : ""
  const site: Site = {
    refuse: options.refuse ?? null,
    answer: options.answer,
    peers: new Arrivals("a socket"),
    posts: new Arrivals("a post"),
    handle: options.handle,
    csp: script === "oracle" ? null : csp,
    html:
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>` +
      `<script nonce="x" type="module" src="/${script}.js"></script>${preload}${head}</head><body>${body}` +
      `<script type="application/json" id="livegen">${island}</script></body></html>`,
  }
  sites.set(name, site)
  // A fake clock is the whole context's, so a page that wants one has a context to itself.
  const context = options.clock ? await browser.newContext() : shared
  const page = await context.newPage()
  const errors: string[] = []
  page.on("pageerror", (error) => errors.push(String(error)))
  await page.addInitScript(() => {
    const heard: Record<string, unknown[]> = {}
    Object.assign(window, { heard })
    for (const name of ["connected", "disconnected", "before-apply", "after-apply", "callback", "callback-lost", "resync", "resynced", "upload", "error", "state", "ready", "before-navigate", "navigate", "navigated"])
      document.addEventListener(`livegen:${name}`, (event) => {
        const { trigger: _, element: __, register: ___, ...detail } = (event as CustomEvent).detail as Record<string, unknown>
        ;(heard[name] ??= []).push({ ...detail, ...(detail["error"] instanceof Error ? { error: detail["error"].message } : {}) })
      })
    document.addEventListener("securitypolicyviolation", (event) => (heard["violation"] ??= []).push({ violates: event.violatedDirective }))
  })
  if (options.init) await page.addInitScript(options.init)
  if (options.clock) {
    await page.clock.install({ time: 0 })
    await page.clock.pauseAt(1000)
    await page.addInitScript(noteTimers)
  }
  const becomes = async (expression: string) => {
    const deadline = Date.now() + PATIENCE
    while (!(await page.evaluate(expression))) {
      if (Date.now() > deadline) throw new Error(`This did not come true: ${expression}`)
      // Questions without a pause would keep the page from doing anything else.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  await page.goto(`http://${name}.localhost:${port}/${options.query ?? ""}`)
  return {
    page,
    context,
    nextPeer: () => site.peers.next(),
    nextPost: () => site.posts.next(),
    postsWaiting: () => site.posts.waiting,
    refuse: (status) => void (site.refuse = status),
    apply: (...batch) => page.evaluate((all) => (window as unknown as { LiveGen: { apply(c: unknown): void } }).LiveGen.apply(all), batch),
    events: (name) => page.evaluate((key) => (window as unknown as { heard: Record<string, Record<string, unknown>[]> }).heard[key] ?? [], name),
    becomes,
    armed: (milliseconds) => becomes(`[...timers.values()].includes(${milliseconds})`),
    async offline(isOffline) {
      await context.setOffline(isOffline)
      await becomes(`navigator.onLine === ${!isOffline}`)
    },
    async [Symbol.asyncDispose]() {
      await page.close()
      if (context !== shared) await context.close()
      if (errors.length > 0) throw new Error(`The page threw: ${errors.join("; ")}`)
    },
  }
}
