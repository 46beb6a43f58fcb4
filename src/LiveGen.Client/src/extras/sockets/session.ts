// One conversation with one consumer, over one connection after the other: hello, callbacks out, commands in, and each of
// both once, whatever becomes of the connections: docs/protocol.md §4.
import type { SocketEnvironment } from "../../environment.ts"
import type { Gap } from "../../extras.ts"
import type { Command, Welcome } from "../../protocol.ts"
import type { Session, Socket } from "../../socket.ts"
import { createConnection } from "./connection.ts"
import { appliedFrame, helloFrame, readFrame, seenFrame } from "./frames.ts"
import { createStanding } from "./positions.ts"

/** How soon the server hears which frames the page has, and may forget them. */
const SEEN_DELAY = 1_000

export interface SessionOwner {
  /** The page's token at this moment. */
  token(): string | undefined
  apply(commands: Command[], url: string): void
  connected(url: string, reconnected: boolean): void
  /** The server runs another build than this page. */
  outdated(): void
  /** Something is missing that no socket brings any more. */
  missed(reason: Gap): void
}

export function createSession(socket: Socket, build: string, env: SocketEnvironment, owner: SessionOwner): Session {
  let { url, at, outbox } = socket
  let isWelcome = false
  let welcomedBefore = false
  let resume: string | undefined
  const standing = createStanding()
  /** How many frames without a position have come; and when the server will hear of them. */
  let seen = 0
  let cancelSeen: (() => void) | undefined
  /** Under which number the server asks to hear when the next commands have been applied; 0: it does not. */
  let asked = 0
  /** Asked to move to another server, as soon as nothing is unanswered. */
  let isMoving = false
  let cancelMove = () => {}

  const connection = createConnection(url, env, {
    opened() {
      if (welcomedBefore && !resume && !at) return owner.missed("history")
      connection.send(
        helloFrame(build, { token: owner.token(), at, resume, positions: resume && !at ? standing.all() : undefined, seen: resume ? seen : undefined }),
      )
    },
    received,
    lost() {
      cancelSeen?.()
      cancelMove()
      cancelSeen = undefined
      isWelcome = isMoving = false
      asked = 0
    },
    changed: socket.become,
    missed: () => owner.missed("history"),
  })

  function received(text: string): void {
    const frame = readFrame(JSON.parse(text))
    switch (frame.type) {
      case "welcome":
        return welcomed(frame)
      case "commands": {
        const { group, position, commands } = frame
        const [question, began] = [asked, env.now()]
        asked = 0
        if (position && !standing.isNews(group!, position)) return
        owner.apply(commands, url)
        if (question) connection.send(appliedFrame(question, env.now() - began))
        if (position) standing.note({ [group!]: position })
        return group ? undefined : count()
      }
      case "ack": {
        const call = outbox.waiting.get(frame.id)
        if (frame.status === "lost" && call?.spec?.retry) outbox.again(call)
        else outbox.settle(call, frame)
        count()
        return moveOn()
      }
      case "trace":
        asked = frame.number
        return
      case "groups":
        resume = frame.resume
        return standing.note(frame.positions)
      case "ping":
        return standing.note(frame.positions)
      case "drain": {
        const wait = env.random() * frame.max
        cancelMove = env.after(wait, () => {
          isMoving = true
          cancelMove = env.after(frame.max - wait, connection.move)
          moveOn()
        })
      }
    }
  }

  function welcomed({ heartbeat, resumed, lastCallback = 0, positions, ...welcome }: Welcome): void {
    const isAnew = at
    at = undefined
    resume = welcome.resume
    standing.keep(positions)
    if (resumed !== "all") seen = 0
    const wereLost = settleSent(resumed === "all" ? lastCallback : undefined)
    isWelcome = true
    connection.welcomed(heartbeat)
    outbox.pump()
    owner.connected(url, welcomedBefore)
    welcomedBefore = true
    if ((welcome.build ?? build) !== build) owner.outdated()
    // A page that has just been rendered shows what became of them.
    if (wereLost && resumed && !isAnew) owner.missed("callbacks")
  }

  /**
   * What is unanswered goes out again if the server has not begun it, or may do it twice. What this server has begun will
   * be answered; what another one has, nobody knows. True when there was such a call.
   */
  function settleSent(lastBegun: number | undefined): boolean {
    const isSame = lastBegun !== undefined
    const sent = [...outbox.waiting.values()].filter((call) => call.sent)
    for (const call of sent) call.sent = isSame ? call.id <= lastBegun : !call.spec?.retry
    return !isSame && outbox.giveUp("disconnected", (call) => call.sent)
  }

  function count(): void {
    seen++
    cancelSeen ??= env.after(SEEN_DELAY, () => {
      cancelSeen = undefined
      connection.send(seenFrame(seen))
    })
  }

  function moveOn(): void {
    if (isMoving && ![...outbox.waiting.values()].some((call) => call.sent)) connection.move()
  }

  return {
    ...connection,
    isUp: () => isWelcome,
    renew(position) {
      at = position
      standing.forget()
      // Without a position the server begins anew as well.
      if (!at) {
        resume = undefined
        welcomedBefore = false
      }
      connection.release()
    },
  }
}
