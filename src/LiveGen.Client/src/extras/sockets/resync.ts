// The page rendered anew in its place: its own address is asked for again and morphed in, so that what people type,
// where they are and what plays stays. The page's sockets go on from there.
import type { SocketEnvironment } from "../../environment.ts"
import type { Gap } from "../../extras.ts"
import type { Island, Runtime } from "../../runtime.ts"
import { LIVED } from "./refresh.ts"

const ANSWER_TIMEOUT = 30_000
/** A page that has to be rendered again so soon, or cannot be twice, is loaded in full, */
const TROUBLE = 10_000
/** after so long and as much again. */
const RELOAD_DELAY = 5_000

/** These would take the person from where they are. */
const NOT_AGAIN = /^(livegen\.(focus|scrollTo)|alert)$/

/** What stands in between is away, or busy: no answer of the application. */
const TRY_LATER = [408, 429, 502, 503, 504]

export function useResync(runtime: Runtime, env: SocketEnvironment): (reason: Gap) => void {
  const { emit, guard, reportError, sockets } = runtime
  let isRunning = false
  let running: AbortController | undefined
  let troubleAt = -TROUBLE

  const isTrouble = () => env.now() - troubleAt < TROUBLE
  const held = () => [...sockets.values()].filter(({ session }) => session?.isHeld())

  function hold(): void {
    sockets.forEach(({ session }) => session?.hold())
  }

  /** Or until the network is back; and for as long as nobody looks. */
  async function pause(milliseconds: number): Promise<void> {
    await runtime.pause(milliseconds)
    while (document.hidden) await new Promise((seen) => document.addEventListener("visibilitychange", seen, { once: true }))
  }

  // Another page stands there now, rendered just so.
  document.addEventListener("livegen:navigated", () => running?.abort())

  return (reason) => {
    hold()
    if (isRunning) return
    isRunning = true
    emit("resync", { reason })
    guard({}, async () => {
      const isRendered = !isTrouble() && (await renderAnew().catch((error: unknown) => reportError(error, {})))
      if (!isRendered) await loadAgain(isTrouble() ? RELOAD_DELAY * (1 + env.random()) : 0)
      else emit("resynced", { layouts: runtime.island.layouts ?? [] })
      isRunning = false
    })
  }

  /** False when the page has to be loaded in full. */
  async function renderAnew(): Promise<boolean> {
    for (let attempt = 0; ; attempt++) {
      // The first time within a second: all pages of a server may have to be rendered anew at once.
      await pause(env.retryDelay(attempt, attempt === 0))
      // All of them: while this page waited, a navigation may have opened sockets.
      if (held().length === 0) return true
      hold()
      const [status, text] = await ask()
      if (!status || TRY_LATER.includes(status)) continue
      if (status < 500) return status === 200 && take(text)
      if (isTrouble()) return false
      troubleAt = env.now()
    }
  }

  /** No status: no network, or in vain. */
  async function ask(): Promise<[status: number, text: string]> {
    const { signal } = (running = new AbortController())
    const timer = setTimeout(() => running!.abort(), ANSWER_TIMEOUT)
    try {
      const response = await fetch(location.href, {
        // The same key: what a patch leaves alone was sealed with it.
        headers: { accept: "text/html", "livegen-render": "1", "livegen-token": runtime.tokenOf() ?? "" },
        cache: "no-store",
        redirect: "manual",
        signal,
      })
      const text = await response.text()
      signal.throwIfAborted()
      // A login behind a redirect, a file: the browser shows what we cannot.
      return [/html/.test(response.headers.get("content-type")!) ? response.status : 404, text]
    } catch {
      return [0, ""]
    } finally {
      clearTimeout(timer)
    }
  }

  /** False when it is no page of ours. */
  function take(text: string): boolean {
    const page = runtime.parsePage(text)
    const island = JSON.parse(page.getElementById("livegen")?.textContent ?? "{}") as Island
    if (island.v !== runtime.island.v) return false
    troubleAt = env.now()
    document.title = page.title
    runtime.keepToken(undefined, island.token)
    runtime.intervals.forEach((_, name) => runtime.intervalClear(name))
    runtime.listenWithin(page)
    const body = document.createDocumentFragment()
    body.append(page.body)
    runtime.unmarked(() => runtime.morphElement(document.body, body))
    runtime.island.layouts = island.layouts ?? []
    runtime.applyBatch(island.commands.filter(([name]) => !NOT_AGAIN.test(name)))
    // What the page does not open any more.
    for (const { url } of held()) runtime.closeSocket(url)
    if (island.build !== runtime.island.build) runtime.outdated()
    runtime.loadNeeded(island.layouts)
    return true
  }

  async function loadAgain(delay: number): Promise<void> {
    await pause(delay)
    if (!env.reload(env.now() > LIVED)) sockets.forEach((socket) => socket.stop())
  }
}
