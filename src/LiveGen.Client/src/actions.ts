// Calls of actions over HTTP: one of the page at a time and in order, each at most once unless it may run twice: docs/protocol.md §8.
import type { Environment } from "./environment.ts"
import type { Uploads } from "./extras.ts"
import { type Answer, type CallingPage, createOutbox, type Outbox, type Waiting } from "./outbox.ts"
import { type Command, readAnswer, type ServerFrame } from "./protocol.ts"

export interface ActionsOwner {
  apply(commands: Command[], url: string): void
  page(): CallingPage
  upload: Uploads["send"]
  /** A file is the answer. */
  save(file: Blob, disposition: string): void
  /** The server runs another build than this page. */
  outdated(): void
}

/** What it means when the answer is none of ours. */
const REFUSALS: Partial<Record<number, Answer["status"]>> = {
  0: "stale", // a redirect, which is not followed: perhaps the sign-in has expired
  401: "stale",
  403: "denied",
  413: "large",
  429: "busy",
  503: "busy",
}

export function createActions(build: string, env: Environment, owner: ActionsOwner): Outbox {
  const outbox = createOutbox(
    env,
    env.online,
    // Files take their time: nothing else of the page waits for them.
    ({ parallel, files = [] }) => parallel || files.length > 0,
    send,
  )

  async function send(call: Waiting): Promise<void> {
    const { url = "", files = [], page } = call
    const { signal } = (call.abort = new AbortController())
    const init: RequestInit = {
      method: "POST",
      headers: { LiveGen: "1", "LiveGen-Page": page!.address },
      body: call.frame(call.id),
      redirect: "manual",
      signal,
    }
    let answer: Answer
    try {
      const response = await (files.length > 0 ? owner.upload(url, init, files, () => outbox.alive(call), call.spec!) : env.post(url, init))
      answer = await receive(response, call, signal)
    } catch {
      const { spec, tries = 0 } = call
      if (spec?.retry) {
        call.tries = tries + 1
        env.after(env.retryDelay(tries), () => signal.aborted || send(call))
        return
      }
      // It was on its way and may have arrived: it is not sent again.
      answer = { status: "lost", reason: "disconnected" }
    }
    if (!signal.aborted) outbox.settle(call, answer)
  }

  async function receive(response: Response, { id, url = "", page }: Waiting, signal: AbortSignal): Promise<Answer> {
    const header = (name: string) => response.headers.get(name) ?? ""
    const disposition = header("Content-Disposition")
    if (response.ok && /^attachment/i.test(disposition)) {
      owner.save(await response.blob(), disposition)
      return { status: "ok" }
    }
    let answer = { status: REFUSALS[response.status] ?? "failed" } as Answer
    const frames = framesIn(await response.text())
    if (signal.aborted) return answer
    if ((header("LiveGen-Build") || build) !== build) owner.outdated()
    for (const frame of frames)
      if (frame.type === "commands") owner.apply(frame.commands.filter(page!.mayRun), url)
      // Without a number: refused before anybody read which call it is.
      else if (frame.type === "ack" && (frame.id === id || !frame.id)) answer = frame
    return answer
  }

  return { ...outbox, call: (call) => outbox.call({ ...call, page: owner.page() }) }
}

/** None in what is not an array of frames: an error page, a proxy's words. */
function framesIn(text: string): ServerFrame[] {
  try {
    return (JSON.parse(text) as unknown[]).map(readAnswer)
  } catch {
    return []
  }
}
