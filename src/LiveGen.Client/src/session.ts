// One conversation over one connection: hello, callbacks out, commands in, each callback at most once. Resuming a lost
// conversation (docs/protocol.md, reserved members of hello and welcome) belongs here as well.
import { type Connection, type ConnectionState, createConnection, type Lost } from "./connection.ts"
import type { Environment } from "./environment.ts"
import { createOutbox, type Outbox } from "./outbox.ts"
import { type Command, helloFrame, readFrame } from "./protocol.ts"

export interface SessionOwner {
  /** The page's token at this moment. */
  token(): string | undefined
  apply(commands: Command[], url: string): void
  changed(url: string, state: ConnectionState, lost?: Lost): void
  connected(url: string, reconnected: boolean): void
}

export interface Session extends Pick<Connection, "start" | "stop" | "wake" | "suspend">, Pick<Outbox, "call"> {
  state(): ConnectionState
}

export function createSession(url: string, build: string, env: Environment, owner: SessionOwner): Session {
  let state: ConnectionState = "connecting"
  let welcomedBefore = false

  const connection = createConnection(url, env, {
    opened: () => connection.send(helloFrame(build, owner.token())),
    received,
    // What was sent may have run: sending it again could run it twice. What was not sent keeps waiting.
    lost: () => outbox.giveUp("disconnected", (call) => call.sent),
    changed(next, lost) {
      state = next
      closed()
      owner.changed(url, next, lost)
    },
  })

  const outbox = createOutbox(
    env,
    () => state === "open",
    () => true,
    (call) => connection.send(call.frame(call.id)),
  )

  function closed(): void {
    if (state === "stopped") outbox.giveUp("closed", () => true)
  }

  function received(text: string): void {
    const frame = readFrame(JSON.parse(text))
    if (frame.type === "welcome") {
      connection.welcomed(frame.heartbeat)
      outbox.pump()
      owner.connected(url, welcomedBefore)
      welcomedBefore = true
    } else if (frame.type === "commands") owner.apply(frame.commands, url)
    else if (frame.type === "ack") outbox.settle(outbox.waiting.get(frame.id), frame)
  }

  return {
    ...connection,
    state: () => state,
    call(call) {
      const cancel = outbox.call(call)
      closed()
      return cancel
    },
  }
}
