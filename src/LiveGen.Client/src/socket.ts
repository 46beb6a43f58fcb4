// A socket that the page wants. What runs it is a module of its own (src/extras/sockets), which comes later than the wish:
// calls wait here until it has.
import type { Environment } from "./environment.ts"
import { createOutbox, type Outbox } from "./outbox.ts"

/** `stopped`: for good, until the page is loaded again or asks anew. */
export type ConnectionState = "connecting" | "open" | "reconnecting" | "offline" | "stopped"

export interface Lost {
  code: number
  /** How many attempts in a row have failed. */
  attempt: number
  /** Milliseconds until the next attempt, `null` when there is none. */
  retryIn: number | null
}

/** What runs a socket. */
export interface Session {
  start(): void
  /** For good, and at once. */
  stop(): void
  /** What is sent now arrives. */
  isUp(): boolean
  send(text: string): void
  /** The page is back in front, back online or back from a sleep: find out now what is still true. */
  wake(): void
  /**
   * The page goes, perhaps into the back/forward cache, where an open socket is killed in silence. Synchronously, since
   * nothing runs afterwards (phoenix #6103).
   */
  suspend(): void
  /** Lets the socket go until `renew`. */
  hold(): void
  isHeld(): boolean
  /** The page has been rendered anew, where its groups were at `at`: goes on from there. */
  renew(at?: string): void
}

export interface Socket extends Pick<Outbox, "call"> {
  readonly url: string
  /** Where the groups of this page were when it was rendered. Opaque. */
  at: string | undefined
  readonly outbox: Outbox
  state: ConnectionState
  session?: Session
  become(state: ConnectionState, lost?: Lost): void
  /** For good: what waits for an answer is told so, and what is called later too. */
  stop(): void
}

export function createSocket(url: string, env: Environment, changed: (url: string, lost?: Lost) => void, at?: string): Socket {
  const outbox = createOutbox(
    env,
    () => !!socket.session?.isUp(),
    () => true,
    (call) => socket.session!.send(call.frame(call.id)),
  )

  function closed(): void {
    if (socket.state === "stopped") outbox.giveUp("closed", () => true)
  }

  const socket: Socket = {
    url,
    at,
    outbox,
    state: "connecting",
    become(state, lost) {
      socket.state = state
      closed()
      changed(url, lost)
    },
    stop() {
      socket.session?.stop()
      socket.become("stopped")
    },
    call(call) {
      const cancel = outbox.call(call)
      closed()
      return cancel
    },
  }
  return socket
}
