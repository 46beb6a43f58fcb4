// A page whose server can render it anew: what it is then, and how often it was asked.
import type { IncomingMessage, ServerResponse } from "node:http"
import { openPage, type PageOptions, type TestPage } from "./harness.ts"
import { PATIENCE } from "./peers.ts"

export interface Anew {
  body?: string
  title?: string
  commands?: unknown[][]
  /** Further members of the island. */
  island?: object
  /** Anything but the page. */
  answer?: (response: ServerResponse) => void
}

export interface Renewing {
  t: TestPage
  /** The headers of each request for the page anew. */
  asked: IncomingMessage["headers"][]
  /** How often the whole page was loaded. */
  loads(): number
  /** What comes next, each once; the last one stays. */
  next: Anew[]
  /** While set, answers wait. */
  gate: { until?: Promise<void> }
}

export const OPEN = [["livegen.openSocket", "/ws/a", null, "p1.mac"]]
export const OPEN_ANEW = [["livegen.openSocket", "/ws/a", null, "p2.mac"]]

/** Every wait that is drawn by lot is none. */
export const atOnce = () => void (Math.random = () => 0)

export async function openRenewing(body: string, options: Partial<PageOptions> = {}, next: Anew[] = []): Promise<Renewing> {
  const asked: Renewing["asked"] = []
  const gate: Renewing["gate"] = {}
  let loads = 0
  const answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (options.answer?.(request, response)) return true
    if (request.headers["livegen-render"] !== "1") {
      if (request.url!.split("?")[0] === "/") loads++
      return false
    }
    asked.push(request.headers)
    const anew = next.length > 1 ? next.shift()! : (next[0] ?? {})
    const { title = "anew", commands = OPEN_ANEW } = anew
    const island = JSON.stringify({ v: 1, build: "b1", dev: true, extras: {}, token: "t2", commands, ...anew.island }).replaceAll("<", "\\u003C")
    const send = () => {
      if (anew.answer) return anew.answer(response)
      response.setHeader("Content-Type", "text/html; charset=utf-8")
      response.end(
        `<!doctype html><html lang="en"><head><title>${title}</title><script nonce="y" type="module" src="/livegen.js"></script></head>` +
          `<body>${anew.body ?? body}<script type="application/json" id="livegen">${island}</script></body></html>`,
      )
    }
    if (gate.until) void gate.until.then(send)
    else send()
    return true
  }
  const t = await openPage({ body, commands: OPEN, init: atOnce, ...options, island: { token: "t1", ...options.island }, answer })
  return { t, asked, loads: () => loads, next, gate }
}

export const status = (code: number) => ({ answer: (response: ServerResponse) => void response.writeHead(code, { "Content-Type": "text/html" }).end("<p>no") })

/** Waits for what the server's end sees. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`This did not come true: ${holds}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
