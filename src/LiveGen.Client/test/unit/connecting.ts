// A connection on fake time and fake sockets, and what its owner hears.
import { type Connection, createConnection } from "../../src/extras/sockets/connection.ts"
import type { Lost } from "../../src/socket.ts"
import { FakeEnvironment } from "./fakes.ts"

export function connect(env = new FakeEnvironment()) {
  const log: string[] = []
  const losses: Lost[] = []
  const connection: Connection = createConnection("/ws/a", env, {
    opened: () => log.push("opened"),
    received: (text) => {
      if (text.startsWith('["welcome"')) connection.welcomed(20_000)
      else log.push(text)
    },
    lost: () => log.push("lost"),
    changed: (state, lost) => {
      log.push(state)
      if (lost) losses.push(lost)
    },
    missed: () => log.push("missed"),
  })
  connection.start()
  return { env, connection, log, losses }
}
