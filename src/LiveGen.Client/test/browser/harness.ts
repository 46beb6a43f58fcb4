// One Chromium and one local server for all browser tests; a test asks for a page and, if it needs one, a socket.
import { readFile } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { after, before } from "node:test"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { type WebSocket, WebSocketServer } from "ws"

/** What docs/security asks of a page; every test runs under it unless it says otherwise. */
export const STRICT_CSP =
  "default-src 'self'; script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types livegen"

let browser: Browser
let context: BrowserContext
let server: Server
let origin: string
const pages = new Map<string, { html: string; csp: string | null }>()
const peers: Peer[] = []
const awaited: ((peer: Peer) => void)[] = []
let refuse: number | null = null

before(async () => {
  const assets = new Map<string, string>()
  for (const name of ["livegen.js", "parts.js", "oracle.js"])
    assets.set(`/${name}`, await readFile(join(process.env["LIVEGEN_PAGES"]!, name), "utf8"))
  assets.set("/favicon.ico", "")
  assets.set("/module.js", "LiveGen.register('late', (text) => { document.title = text })")

  server = createServer((request, response) => {
    const page = pages.get(request.url!)
    const asset = assets.get(request.url!)
    if (page) {
      response.setHeader("Content-Type", "text/html; charset=utf-8")
      if (page.csp) response.setHeader("Content-Security-Policy", page.csp)
      response.end(page.html)
    } else if (asset) {
      response.setHeader("Content-Type", "text/javascript")
      response.end(asset)
    } else {
      response.statusCode = request.url!.startsWith("/ws/") ? (refuse ?? 426) : 404
      response.end()
    }
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on("upgrade", (request, stream, head) => {
    if (refuse !== null) return void stream.end(`HTTP/1.1 ${refuse} Refused\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const peer = new Peer(socket, request.url!)
      const waiting = awaited.shift()
      if (waiting) waiting(peer)
      else peers.push(peer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await chromium.launch({
    executablePath: process.env["LIVEGEN_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat(
      ["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ),
  })
  context = await browser.newContext()
})

after(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

/** Upgrades and plain requests to sockets are answered with this status; `null` lets them in again. */
export function refuseUpgrades(status: number | null): void {
  refuse = status
}

/** The server's end of a socket. */
export class Peer {
  private readonly frames: unknown[][] = []
  private readonly readers: ((frame: unknown[]) => void)[] = []
  readonly closed: Promise<number>

  constructor(
    private readonly socket: WebSocket,
    readonly url: string,
  ) {
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as unknown[]
      const reader = this.readers.shift()
      if (reader) reader(frame)
      else this.frames.push(frame)
    })
    this.closed = new Promise((resolve) => socket.on("close", resolve))
  }

  get protocol(): string {
    return this.socket.protocol
  }

  next(): Promise<unknown[]> {
    const frame = this.frames.shift()
    return frame ? Promise.resolve(frame) : new Promise((resolve) => this.readers.push(resolve))
  }

  send(...frame: unknown[]): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** Takes the hello and answers it. */
  async welcome(): Promise<this> {
    await this.next()
    this.send("welcome", { v: 1, channel: "ws.1", heartbeat: 20000 })
    return this
  }

  close(code: number): void {
    this.socket.close(code)
  }

  terminate(): void {
    this.socket.terminate()
  }
}

/** The next socket that a page opens. */
export function nextPeer(): Promise<Peer> {
  const peer = peers.shift()
  return peer ? Promise.resolve(peer) : new Promise((resolve) => awaited.push(resolve))
}

export interface PageOptions {
  body: string
  head?: string
  commands?: unknown[][]
  csp?: string | null
  /** Runs in the page before any of its scripts. */
  init?: () => void
  /** "parts" and "oracle" load those instead of the runtime. */
  script?: "livegen" | "parts" | "oracle"
  clock?: boolean
}

export interface TestPage extends AsyncDisposable {
  page: Page
  context: BrowserContext
  /** Runs commands as if the server had sent them. */
  apply(...commands: unknown[][]): Promise<void>
  /** The details of the `livegen:*` events of one name so far. */
  events(name: string): Promise<Record<string, unknown>[]>
}

let count = 0

/** A fresh page; when it resolves the runtime has booted. Uncaught errors and CSP violations fail the test. */
export async function openPage(options: PageOptions): Promise<TestPage> {
  const { body, head = "", commands = [], script = "livegen", csp = STRICT_CSP } = options
  const path = `/page${++count}`
  const island = JSON.stringify({ v: 1, build: "b1", dev: true, commands }).replaceAll("<", "\\u003C")
  pages.set(path, {
    csp: script === "oracle" ? null : csp,
    html:
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>` +
      `<script nonce="x" type="module" src="/${script}.js"></script>${head}</head><body>${body}` +
      `<script type="application/json" id="livegen">${island}</script></body></html>`,
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on("pageerror", (error) => errors.push(String(error)))
  await page.addInitScript(() => {
    const heard: Record<string, unknown[]> = {}
    Object.assign(window, { heard })
    for (const name of ["connected", "disconnected", "before-apply", "after-apply", "callback", "callback-lost", "error", "state", "ready"])
      document.addEventListener(`livegen:${name}`, (event) => {
        const { trigger: _, element: __, register: ___, ...detail } = (event as CustomEvent).detail as Record<string, unknown>
        ;(heard[name] ??= []).push({ ...detail, ...(detail["error"] instanceof Error ? { error: detail["error"].message } : {}) })
      })
    document.addEventListener("securitypolicyviolation", (event) => (heard["violation"] ??= []).push({ violates: event.violatedDirective }))
  })
  if (options.init) await page.addInitScript(options.init)
  if (options.clock) await page.clock.install()
  await page.goto(origin + path)
  return {
    page,
    context,
    apply: (...batch) => page.evaluate((all) => (window as unknown as { LiveGen: { apply(c: unknown): void } }).LiveGen.apply(all), batch),
    events: (name) => page.evaluate((key) => (window as unknown as { heard: Record<string, Record<string, unknown>[]> }).heard[key] ?? [], name),
    async [Symbol.asyncDispose]() {
      await page.close()
      if (errors.length > 0) throw new Error(`The page threw: ${errors.join("; ")}`)
    },
  }
}
