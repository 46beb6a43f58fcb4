// One conversation over one connection: hello, callbacks out, commands in, each callback at most once. Resuming a lost
// conversation (docs/protocol.md, reserved members of hello and welcome) belongs here as well.
import { type Connection, type ConnectionState, createConnection, type Lost } from "./connection.ts"
import type { Environment } from "./environment.ts"
import { type Ack, type Command, callbackFrame, helloFrame, type Json, readFrame } from "./protocol.ts"

/** Callbacks that wait for a connection: no more, and no longer, than a person expects to be answered. */
const OUTBOX_LIMIT = 32
const OUTBOX_AGE = 10_000
/** After this long without an answer the page is usable again; the answer may still come. */
const ANSWER_TIMEOUT = 30_000

export type LostReason = "full" | "expired" | "disconnected" | "closed"
export type Answer = Ack | { status: "timeout" } | { status: "lost"; reason: LostReason }

export interface Call {
  name: string | null
  /** JSON texts, read and frozen when the callback fired. */
  args: string[]
  meta?: Json | undefined
  seal?: string | undefined
  /** Only of a key that is not the page's: that one's token the hello has brought. */
  token?: string | undefined
  /** Called once. */
  answered(answer: Answer): void
}

export interface SessionOwner {
  /** The page's token at this moment. */
  token(): string | undefined
  apply(commands: Command[], url: string): void
  changed(url: string, state: ConnectionState, lost?: Lost): void
  connected(url: string, reconnected: boolean): void
}

interface Waiting {
  text: string
  sent: boolean
  cancel(): void
  answered(answer: Answer): void
}

/** The page's counter, shared by its sockets. */
let lastId = 0

export interface Session extends Pick<Connection, "start" | "stop" | "wake" | "suspend"> {
  state(): ConnectionState
  call(call: Call): void
}

export function createSession(url: string, build: string, env: Environment, owner: SessionOwner): Session {
  const waiting = new Map<number, Waiting>()
  let state: ConnectionState = "connecting"
  let welcomedBefore = false

  const connection = createConnection(url, env, {
    opened: () => connection.send(helloFrame(build, owner.token())),
    received,
    // What was sent may have run: sending it again could run it twice. What was not sent keeps waiting.
    lost: () => giveUp("disconnected", (call) => call.sent),
    changed(next, lost) {
      state = next
      if (next === "stopped") giveUp("closed", () => true)
      owner.changed(url, next, lost)
    },
  })

  function call({ name, args, meta, seal, token, answered }: Call): void {
    const id = ++lastId
    const call: Waiting = { text: callbackFrame(id, name, args, meta, seal, token), sent: false, answered, cancel: () => {} }
    waiting.set(id, call)
    if (state === "open") send(id, call)
    else if (state === "stopped") lose(id, "closed")
    else if (waiting.size > OUTBOX_LIMIT) lose(id, "full")
    else call.cancel = env.after(OUTBOX_AGE, () => lose(id, "expired"))
  }

  function send(id: number, call: Waiting): void {
    call.cancel()
    call.sent = true
    call.cancel = env.after(ANSWER_TIMEOUT, () => settle(id, { status: "timeout" }))
    connection.send(call.text)
  }

  function settle(id: number, answer: Answer): void {
    const call = waiting.get(id)
    waiting.delete(id)
    call?.cancel()
    call?.answered(answer)
  }

  function lose(id: number, reason: LostReason): void {
    settle(id, { status: "lost", reason })
  }

  function giveUp(reason: LostReason, which: (call: Waiting) => boolean): void {
    for (const [id, call] of [...waiting]) if (which(call)) lose(id, reason)
  }

  function received(text: string): void {
    const frame = readFrame(text)
    if (frame.type === "welcome") {
      connection.welcomed(frame.heartbeat)
      for (const [id, call] of [...waiting]) send(id, call)
      owner.connected(url, welcomedBefore)
      welcomedBefore = true
    } else if (frame.type === "commands") owner.apply(frame.commands, url)
    else if (frame.type === "ack") settle(frame.id, frame)
  }

  return { ...connection, state: () => state, call }
}
