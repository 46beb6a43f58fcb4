// One conversation over one connection: hello, callbacks out, commands in, each callback at most once. Resuming a lost
// conversation (docs/protocol.md, reserved members of hello and welcome) belongs here as well.
import { Connection, type ConnectionState, type Lost } from "./connection.ts"
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
  /** Called once. */
  answered(answer: Answer): void
}

export interface SessionOwner {
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

export class Session {
  state: ConnectionState = "connecting"
  readonly #connection: Connection
  readonly #waiting = new Map<number, Waiting>()
  #welcomedBefore = false

  readonly #url: string
  readonly #env: Environment
  readonly #owner: SessionOwner

  constructor(url: string, build: string, env: Environment, owner: SessionOwner) {
    this.#url = url
    this.#env = env
    this.#owner = owner
    this.#connection = new Connection(url, env, {
      opened: () => this.#connection.send(helloFrame(build)),
      received: (text) => this.#received(text),
      lost: () => this.#lost(),
      changed: (state, lost) => {
        this.state = state
        if (state === "stopped") for (const id of [...this.#waiting.keys()]) this.#settle(id, unanswered("closed"))
        owner.changed(url, state, lost)
      },
    })
  }

  start(): void {
    this.#connection.start()
  }

  stop(): void {
    this.#connection.stop()
  }

  wake(): void {
    this.#connection.wake()
  }

  suspend(): void {
    this.#connection.suspend()
  }

  call({ name, args, meta, answered }: Call): void {
    const id = ++lastId
    const text = callbackFrame(id, name, args, meta)
    if (this.state === "stopped") return answered(unanswered("closed"))
    if (this.state !== "open" && this.#waiting.size >= OUTBOX_LIMIT) return answered(unanswered("full"))
    const call: Waiting = { text, sent: false, answered, cancel: () => {} }
    this.#waiting.set(id, call)
    if (this.state === "open") this.#send(id, call)
    else call.cancel = this.#env.after(OUTBOX_AGE, () => this.#settle(id, unanswered("expired")))
  }

  #send(id: number, call: Waiting): void {
    call.cancel()
    call.sent = true
    call.cancel = this.#env.after(ANSWER_TIMEOUT, () => this.#settle(id, { status: "timeout" }))
    this.#connection.send(call.text)
  }

  #settle(id: number, answer: Answer): void {
    const call = this.#waiting.get(id)
    if (!call) return
    this.#waiting.delete(id)
    call.cancel()
    call.answered(answer)
  }

  #received(text: string): void {
    const frame = readFrame(text)
    switch (frame.type) {
      case "welcome":
        this.#connection.welcomed(frame.heartbeat)
        for (const [id, call] of [...this.#waiting]) this.#send(id, call)
        this.#owner.connected(this.#url, this.#welcomedBefore)
        this.#welcomedBefore = true
        break
      case "commands":
        this.#owner.apply(frame.commands, this.#url)
        break
      case "ack":
        this.#settle(frame.id, frame)
    }
  }

  /** What was sent may have run: sending it again could run it twice. What was not sent keeps waiting. */
  #lost(): void {
    for (const [id, call] of [...this.#waiting])
      if (call.sent) this.#settle(id, unanswered("disconnected"))
  }
}

function unanswered(reason: LostReason): Answer {
  return { status: "lost", reason }
}
