// A session on fake time and fake sockets, and what its owner hears.
import { createSession } from "../../src/extras/sockets/session.ts"
import type { Answer } from "../../src/outbox.ts"
import { callbackFrame, type CallbackSpec } from "../../src/protocol.ts"
import { createSocket, type Socket } from "../../src/socket.ts"
import { FakeEnvironment } from "./fakes.ts"

export function open(env = new FakeEnvironment(), at?: string, apply?: () => void) {
  const applied: unknown[] = []
  const connected: boolean[] = []
  const missed: string[] = []
  const states: string[] = []
  const builds = { outdated: 0 }
  const socket: Socket = createSocket("/ws/a", env, () => states.push(socket.state), at)
  const session = (socket.session = createSession(socket, "b1", env, {
    token: () => "t1",
    apply: apply ?? ((commands) => applied.push(...commands)),
    connected: (_url, reconnected) => connected.push(reconnected),
    missed: (reason) => missed.push(reason),
    outdated: () => builds.outdated++,
  }))
  session.start()
  const answers: Record<string, Answer> = {}
  const call = (name: string, spec: Partial<CallbackSpec> = {}) =>
    socket.call({ frame: (id) => callbackFrame(id, name, []), answered: (answer) => (answers[name] = answer), spec: { args: [], ...spec } })
  /** Names of the callbacks that went out on the newest socket. */
  const sent = () => env.last.sent.flatMap((text) => (text.startsWith('["callback"') ? [JSON.parse(text)[2] as string] : []))
  const idOf = (name: string) => JSON.parse(env.last.sent.filter((text) => text.includes(`"${name}"`)).at(-1)!)[1] as number
  /** What the newest socket began with. */
  const hello = () => (JSON.parse(env.last.sent[0]!) as [string, Record<string, unknown>])[1]
  /** Loses the connection and opens the next. */
  const comeBack = () => {
    env.randomValue = 0
    env.last.closes(1006)
    env.pass(0)
    env.last.opens()
  }
  return { env, session, applied, connected, missed, states, builds, answers, call, sent, idOf, hello, comeBack }
}
