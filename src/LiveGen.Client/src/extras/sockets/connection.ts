// One socket kept alive for as long as the page wants it: opening, watching, leaving and coming back.
import type { SocketEnvironment } from "../../environment.ts"
import type { ConnectionState, Lost, Session } from "../../socket.ts"
import { closeRule, HEALTHY_AFTER, refuses } from "./closing.ts"
import { PING } from "./frames.ts"

export interface ConnectionOwner {
  /** The socket takes frames, but nobody has welcomed this page yet. */
  opened(): void
  received(text: string): void
  /** An open socket is gone. */
  lost(): void
  changed(state: ConnectionState, lost?: Lost): void
  /** The server cannot give what the page has missed: held until the page has been rendered anew. */
  missed(): void
}

const CONNECT_TIMEOUT = 8_000
const PROBE_TIMEOUT = 3_000
const LONGEST_RELOAD_DELAY = 10_000
/** What the watchdog bears, in heartbeats: a dead peer is noticed within 35 s, and one that is 12 s late is not dead. */
const SILENCE = 1.6

export interface Connection extends Omit<Session, "isUp" | "renew"> {
  /** The server has welcomed this page: only now does the connection count as open. */
  welcomed(heartbeat: number): void
  release(): void
  /** To another server, since this one is about to go: nobody need know. */
  move(): void
}

export function createConnection(url: string, env: SocketEnvironment, owner: ConnectionOwner): Connection {
  let socket: WebSocket | null = null
  let heartbeat = 20_000
  let attempt = 0
  let openedAt: number | null = null
  let isHeld = false
  /** Closed for what may be over by now: an expired sign-in, a replacement. */
  let wasRefused = false
  let state: ConnectionState | undefined
  let cancelRetry = () => {}
  let cancelWatch = () => {}
  let cancelConnect = () => {}

  function start(): void {
    report("connecting")
    connect()
  }

  function stop(): void {
    leave()
    report("stopped")
  }

  function send(text: string): void {
    socket?.send(text)
  }

  function welcomed(promised: number): void {
    heartbeat = promised
    watch()
    report("open")
  }

  /** However short the silence: a clock may have slept as well. */
  function wake(): void {
    if (state === "stopped" || isHeld) return
    if (!socket) connect()
    else if (openedAt !== null) {
      send(PING)
      expect(PROBE_TIMEOUT)
    }
  }

  function suspend(): void {
    if (state === "stopped") return
    leave()
    report("reconnecting")
  }

  function hold(): void {
    suspend()
    isHeld = state !== "stopped"
  }

  function release(): void {
    isHeld = false
    connect()
  }

  function move(): void {
    leave()
    connect()
  }

  function connect(): void {
    cancelRetry()
    const opening = (socket = env.openSocket(url))
    cancelConnect = env.after(CONNECT_TIMEOUT, () => abandon(1006))
    opening.onopen = () => {
      cancelConnect()
      openedAt = env.now()
      watch()
      owner.opened()
    }
    opening.onmessage = ({ data }) => {
      watch()
      owner.received(data as string)
    }
    opening.onclose = ({ code }) => abandon(code)
  }

  /**
   * Gives the socket up without waiting for its `close`, which a dead network delivers minutes late (phoenix #4921).
   */
  function abandon(code: number): void {
    const opened = openedAt
    const wasHealthy = opened !== null && env.now() - opened >= HEALTHY_AFTER
    leave()
    if (wasHealthy) {
      attempt = 0
      wasRefused = false
    }
    const rule = closeRule(code)
    const lost = { code, attempt, retryIn: null }
    if (rule === "stop" || (rule === "once" && wasRefused)) return report("stopped", lost)
    wasRefused ||= rule === "once"
    if (rule === "render") {
      isHeld = true
      report("reconnecting", lost)
      return owner.missed()
    }
    if (rule === "reload") return reload(lost, wasHealthy)
    if (opened === null) askWhy()
    retry(env.retryDelay(attempt, wasHealthy), lost)
  }

  function retry(retryIn: number, lost: Lost): void {
    attempt++
    report(env.online() ? "reconnecting" : "offline", { ...lost, retryIn })
    // A hidden page does not try: wake() does when it is seen again.
    cancelRetry = env.after(retryIn, () => {
      if (env.visible()) connect()
    })
  }

  function reload(lost: Lost, wasHealthy: boolean): void {
    report("reconnecting", lost)
    cancelRetry = env.after(env.random() * LONGEST_RELOAD_DELAY, () => {
      if (!env.reload(wasHealthy)) report("stopped", lost)
    })
  }

  /** A refused upgrade looks like a lost network (1006): a plain request tells them apart. */
  function askWhy(): void {
    env.httpStatus(url).then(
      (status) => {
        if (!refuses(status) || openedAt !== null || state === "stopped") return
        leave()
        report("stopped", { code: 1006, attempt, retryIn: null })
      },
      () => {}, // no network: the retry is on its way already
    )
  }

  /** Rearmed by every message and not chained, since a hidden tab's timers are throttled (phoenix #4307). */
  function watch(): void {
    expect(heartbeat * SILENCE)
  }

  function expect(within: number): void {
    cancelWatch()
    cancelWatch = env.after(within, () => abandon(1006))
  }

  function leave(): void {
    cancelRetry()
    cancelWatch()
    cancelConnect()
    const left = socket
    const wasOpen = openedAt !== null
    socket = openedAt = null
    if (!left) return
    left.onopen = left.onmessage = left.onclose = null
    // Closing a socket that is still connecting logs an error and may hang: let it open, then close (rails #43835).
    if (left.readyState === 0) left.onopen = () => left.close(1000)
    else left.close(1000)
    if (wasOpen) owner.lost()
  }

  function report(next: ConnectionState, lost?: Lost): void {
    if (next === state && !lost) return
    state = next
    owner.changed(next, lost)
  }

  return { start, stop, send, welcomed, wake, suspend, hold, release, isHeld: () => isHeld, move }
}
