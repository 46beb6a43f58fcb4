// Time and sockets that tests move by hand.
import { retryDelay } from "../../src/backoff.ts"
import type { SocketEnvironment } from "../../src/environment.ts"

interface Timer {
  at: number
  run: () => void
}

export class FakeSocket {
  readyState = 0
  sent: string[] = []
  closedWith: number | null = null
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(text)
  }

  close(code: number): void {
    this.closedWith = code
    this.readyState = 2
  }

  opens(): void {
    this.readyState = 1
    this.onopen?.()
  }

  says(...frame: unknown[]): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  welcomes(more: object = {}): void {
    this.opens()
    this.says("welcome", { v: 1, channel: "ws.1", heartbeat: 20_000, build: "b1", resume: "r1", ...more })
  }

  closes(code: number): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

export class FakePost {
  answer!: (status: number, body?: unknown, headers?: Record<string, string>) => void
  fails!: () => void
  readonly response: Promise<Response>

  constructor(
    readonly url: string,
    readonly init: RequestInit,
  ) {
    this.response = new Promise((resolve, reject) => {
      this.answer = (status, body = "", headers = {}) =>
        resolve(new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers }))
      this.fails = () => reject(new TypeError("Failed to fetch"))
      init.signal!.addEventListener("abort", () => reject(init.signal!.reason))
    })
  }

  get frame(): unknown[] {
    return JSON.parse(this.init.body as string) as unknown[]
  }

  /** Answers with commands, if any, and the ack of the call. */
  acks(status: object | null = null, commands: unknown[][] = []): void {
    const ack = status ? ["ack", this.frame[1], status] : ["ack", this.frame[1]]
    this.answer(200, [...(commands.length ? [["commands", commands]] : []), ack])
  }
}

export class FakeEnvironment implements SocketEnvironment {
  time = 0
  sockets: FakeSocket[] = []
  randomValue = 1
  isVisible = true
  isOnline = true
  reloads = 0
  mayReload = true
  asked: string[] = []
  /** What a plain GET gives; `null`: no network. */
  status: number | null = 426
  private timers: Timer[] = []

  now = () => this.time
  random = () => this.randomValue
  retryDelay = (attempt: number, wasHealthy?: boolean) => retryDelay(attempt, wasHealthy, this.randomValue)
  visible = () => this.isVisible
  online = () => this.isOnline

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + milliseconds, run }
    this.timers.push(timer)
    return () => void (this.timers = this.timers.filter((other) => other !== timer))
  }

  openSocket(url: string): WebSocket {
    const socket = new FakeSocket(url)
    this.sockets.push(socket)
    return socket as unknown as WebSocket
  }

  posts: FakePost[] = []
  post(url: string, init: RequestInit): Promise<Response> {
    const post = new FakePost(url, init)
    this.posts.push(post)
    return post.response
  }

  async httpStatus(url: string): Promise<number> {
    this.asked.push(url)
    if (this.status === null) throw new Error("no network")
    return this.status
  }

  reload(wasHealthy = false): boolean {
    if (this.mayReload || wasHealthy) this.reloads++
    return this.mayReload || wasHealthy
  }

  /** Lets time pass, timers in their order. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.timers = this.timers.filter((timer) => timer !== next)
      this.time = next.at
      next.run()
    }
    this.time = end
  }

  get last(): FakeSocket {
    return this.sockets.at(-1)!
  }
}

/** Everything that promises have to do; reading the body of a response takes more than one turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
