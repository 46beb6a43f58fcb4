// Calls from the page on their way, over a socket or over HTTP: in order, bounded, each run at most once unless it may run
// twice.
import type { Environment } from "./environment.ts"
import type { Ack, CallbackSpec, Command } from "./protocol.ts"

/** Calls that wait for a connection: no more, and no longer, than a person expects to be answered. */
const OUTBOX_LIMIT = 32
const OUTBOX_AGE = 10_000
/** After this long without an answer the page is usable again; the answer may still come. */
const ANSWER_TIMEOUT = 30_000

export type LostReason = "full" | "expired" | "disconnected" | "closed"
export type Answer =
  | Ack
  | { status: "timeout" }
  | { status: "lost"; reason: LostReason }
  /** A newer call has taken its place. */
  | { status: "superseded" }
  /** An action's answer without frames. */
  | { status: "ok" | "stale" | "denied" | "failed" | "large" | "busy" }

/** The page that a call comes from. */
export interface CallingPage {
  address: string
  /** False for what another page would suffer, which a navigation has put in its place. */
  mayRun(command: Command): boolean
}

/** A file that a call sends, and the element that it was read from. */
export interface Chosen {
  file: File
  element: Element
}

export interface Call {
  /** What is sent: the values read and frozen when the callback fired. */
  frame(id: number): string
  /** Called once; for an action again when its answer comes after the timeout. */
  answered(answer: Answer): void
  /** Of an action. */
  url?: string | undefined
  /** Of an action: where it was called. */
  page?: CallingPage
  /** Of an action: does not wait for the answers of others. */
  parallel?: boolean
  files?: readonly Chosen[]
  /** What the callback says of them. */
  spec?: CallbackSpec
}

export interface Waiting extends Call {
  id: number
  sent: boolean
  /** Takes it back although it has been sent. */
  abort?: AbortController
  /** How often it was in vain. */
  tries?: number
  /** Its timer: how long it waits to be sent, then for its answer. */
  cancel(): void
}

/** The page's counter, shared by its sockets and actions. */
let lastId = 0

export interface Outbox {
  /** What it gives back takes the call away, if that can be done: its answer will not be applied. */
  call(call: Call): () => void
  /** Sends what waits, as far as it may go. */
  pump(): void
  /** The answer's timeout begins anew. */
  alive(call: Waiting): void
  waiting: ReadonlyMap<number, Waiting>
  settle(call: Waiting | undefined, answer: Answer): void
  /** Sends it as a new call. */
  again(call: Waiting): void
  /** True when there were any. */
  giveUp(reason: LostReason, which: (call: Waiting) => boolean): boolean
}

/** `isUp`: what is sent now arrives; `isFree`: a call that need not wait for the answer of the one ahead. */
export function createOutbox(
  env: Environment, isUp: () => boolean, isFree: (call: Call) => boolean, transmit: (call: Waiting) => void,
): Outbox {
  const waiting = new Map<number, Waiting>()
  /** The one that others wait for. */
  let current: Waiting | undefined

  function call(call: Call): () => void {
    const id = ++lastId
    const entry: Waiting = { ...call, id, sent: false, cancel: () => {} }
    waiting.set(id, entry)
    pump()
    if (!entry.sent) {
      if (waiting.size > OUTBOX_LIMIT) lose(entry, "full")
      else age(entry)
    }
    return () => {
      if (entry.sent && !entry.abort) return
      entry.abort?.abort()
      settle(entry, { status: "superseded" })
    }
  }

  /** A slow answer ahead of it is worth the wait, a network that is away is not. */
  function age(entry: Waiting): void {
    entry.cancel = env.after(OUTBOX_AGE, () => (isUp() ? age(entry) : lose(entry, "expired")))
  }

  function pump(): void {
    for (const entry of waiting.values()) {
      if (entry.sent || !isUp()) continue
      if (!isFree(entry)) {
        if (current) continue
        current = entry
      }
      entry.sent = true
      alive(entry)
      transmit(entry)
    }
  }

  function alive(entry: Waiting): void {
    entry.cancel()
    entry.cancel = env.after(ANSWER_TIMEOUT, () => settle(entry, { status: "timeout" }))
  }

  function settle(entry: Waiting | undefined, answer: Answer): void {
    if (!entry) return
    waiting.delete(entry.id)
    entry.cancel()
    if (current === entry) current = undefined
    try {
      entry.answered(answer)
    } finally {
      pump()
    }
  }

  function again(entry: Waiting): void {
    waiting.delete(entry.id)
    entry.id = ++lastId
    entry.sent = false
    waiting.set(entry.id, entry)
    pump()
  }

  const lose = (entry: Waiting, reason: LostReason) => settle(entry, { status: "lost", reason })

  function giveUp(reason: LostReason, which: (call: Waiting) => boolean): boolean {
    const lost = [...waiting.values()].filter(which)
    for (const entry of lost) lose(entry, reason)
    return lost.length > 0
  }

  return { call, pump, alive, waiting, settle, again, giveUp }
}
