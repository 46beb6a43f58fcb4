// One socket kept alive for as long as the page wants it: opening, watching, leaving and coming back.
import { closeRule, HEALTHY_AFTER, refuses, retryDelay } from "./backoff.ts"
import type { Environment } from "./environment.ts"
import { PING } from "./protocol.ts"

/** `stopped`: for good, until the page is loaded again or asks anew. */
export type ConnectionState = "connecting" | "open" | "reconnecting" | "offline" | "stopped"

export interface Lost {
  code: number
  /** How many attempts in a row have failed. */
  attempt: number
  /** Milliseconds until the next attempt, `null` when there is none. */
  retryIn: number | null
}

export interface ConnectionOwner {
  /** The socket takes frames, but nobody has welcomed this page yet. */
  opened(): void
  received(text: string): void
  /** An open socket is gone. */
  lost(): void
  changed(state: ConnectionState, lost?: Lost): void
}

const CONNECT_TIMEOUT = 8_000
const PROBE_TIMEOUT = 3_000
const LONGEST_RELOAD_DELAY = 10_000
/** What the watchdog bears, in heartbeats: one may be late, two may not. */
const SILENCE = 2.25

export class Connection {
  #socket: WebSocket | null = null
  #heartbeat = 20_000
  #attempt = 0
  #openedAt: number | null = null
  #heardAt = 0
  #cancelRetry = () => {}
  #cancelWatch = () => {}
  #cancelConnect = () => {}
  #state: ConnectionState | null = null

  readonly #url: string
  readonly #env: Environment
  readonly #owner: ConnectionOwner

  constructor(url: string, env: Environment, owner: ConnectionOwner) {
    this.#url = url
    this.#env = env
    this.#owner = owner
  }

  start(): void {
    this.#attempt = 0
    this.#report("connecting")
    this.#connect()
  }

  /** For good, and at once. */
  stop(): void {
    this.#leave()
    this.#report("stopped")
  }

  send(text: string): void {
    this.#socket?.send(text)
  }

  /** The server has welcomed this page: only now does the connection count as open. */
  welcomed(heartbeat: number): void {
    this.#heartbeat = heartbeat
    this.#watch()
    this.#report("open")
  }

  /** The page is back in front, back online or back from a sleep: find out now what is still true. */
  wake(): void {
    if (this.#state === "stopped") return
    if (!this.#socket) this.#connect()
    else if (this.#openedAt !== null && this.#env.now() - this.#heardAt > this.#heartbeat) {
      this.send(PING)
      this.#expect(PROBE_TIMEOUT)
    }
  }

  /**
   * The page goes, perhaps into the back/forward cache, where an open socket is killed in silence. Synchronously, since
   * nothing runs afterwards (phoenix #6103).
   */
  suspend(): void {
    if (this.#state === "stopped") return
    const wasOpen = this.#openedAt !== null
    this.#leave()
    if (wasOpen) this.#owner.lost()
    this.#report("reconnecting")
  }

  #connect(): void {
    this.#cancelRetry()
    const socket = (this.#socket = this.#env.openSocket(this.#url))
    this.#cancelConnect = this.#env.after(CONNECT_TIMEOUT, () => this.#abandon(1006))
    socket.onopen = () => {
      this.#cancelConnect()
      this.#openedAt = this.#env.now()
      this.#heard()
      this.#owner.opened()
    }
    socket.onmessage = ({ data }) => {
      this.#heard()
      this.#owner.received(data as string)
    }
    socket.onclose = ({ code }) => this.#abandon(code)
  }

  /**
   * Gives the socket up without waiting for its `close`, which a dead network delivers minutes late (phoenix #4921).
   */
  #abandon(code: number): void {
    const opened = this.#openedAt
    const wasHealthy = opened !== null && this.#env.now() - opened >= HEALTHY_AFTER
    this.#leave()
    if (opened !== null) this.#owner.lost()

    if (wasHealthy) {
      this.#attempt = 0
      this.#env.forgetReloads()
    }
    const rule = closeRule(code)
    const lost = { code, attempt: this.#attempt, retryIn: null }
    if (rule === "stop") return this.#report("stopped", lost)
    if (rule === "reload") return this.#reload(lost)
    if (opened === null) this.#askWhy()
    this.#retry(retryDelay(this.#attempt, wasHealthy, this.#env.random()), lost)
  }

  #retry(delay: number, lost: Lost): void {
    this.#attempt++
    this.#report(this.#env.online() ? "reconnecting" : "offline", { ...lost, retryIn: delay })
    // A hidden page does not try: wake() does when it is seen again.
    this.#cancelRetry = this.#env.after(delay, () => {
      if (this.#env.visible()) this.#connect()
    })
  }

  #reload(lost: Lost): void {
    this.#report("reconnecting", lost)
    this.#cancelRetry = this.#env.after(this.#env.random() * LONGEST_RELOAD_DELAY, () => {
      if (!this.#env.reload()) this.#report("stopped", lost)
    })
  }

  /** A refused upgrade looks like a lost network (1006): a plain request tells them apart. */
  #askWhy(): void {
    this.#env.httpStatus(this.#url).then(
      (status) => {
        if (!refuses(status) || this.#openedAt !== null || this.#state === "stopped") return
        this.#leave()
        this.#report("stopped", { code: 1006, attempt: this.#attempt, retryIn: null })
      },
      () => {}, // no network: the retry is on its way already
    )
  }

  #heard(): void {
    this.#heardAt = this.#env.now()
    this.#watch()
  }

  /** Rearmed by every message and not chained, since a hidden tab's timers are throttled (phoenix #4307). */
  #watch(): void {
    this.#expect(this.#heartbeat * SILENCE)
  }

  #expect(within: number): void {
    this.#cancelWatch()
    this.#cancelWatch = this.#env.after(within, () => this.#abandon(1006))
  }

  #leave(): void {
    this.#cancelRetry()
    this.#cancelWatch()
    this.#cancelConnect()
    const socket = this.#socket
    this.#socket = null
    this.#openedAt = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    // Closing a socket that is still connecting logs an error and may hang: let it open, then close (rails #43835).
    if (socket.readyState === 0) socket.onopen = () => socket.close(1000)
    else socket.close(1000)
  }

  #report(state: ConnectionState, lost?: Lost): void {
    if (state === this.#state && !lost) return
    this.#state = state
    this.#owner.changed(state, lost)
  }
}
