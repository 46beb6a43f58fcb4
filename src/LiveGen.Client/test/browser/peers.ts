// The server's ends of what a page opens and sends.
import type { IncomingMessage, ServerResponse } from "node:http"
import type { WebSocket } from "ws"

/** What never comes fails the test that waits for it instead of hanging the run. */
export const PATIENCE = 20_000

export function within<T>(what: string, wait: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE)
    wait((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}

/** What comes in the order in which it is asked for. */
export class Arrivals<T> {
  private readonly items: T[] = []
  private readonly readers: ((item: T) => void)[] = []

  constructor(private readonly what: string) {}

  add(item: T): void {
    const reader = this.readers.shift()
    if (reader) reader(item)
    else this.items.push(item)
  }

  next(): Promise<T> {
    return this.items.length > 0 ? Promise.resolve(this.items.shift()!) : within(this.what, (resolve) => this.readers.push(resolve))
  }

  get waiting(): number {
    return this.items.length
  }
}

/** A call of an action, which stays unanswered until the test says otherwise. */
export class Post {
  constructor(
    readonly request: IncomingMessage,
    readonly body: string,
    private readonly response: ServerResponse,
  ) {}

  get frame(): unknown[] {
    return JSON.parse(this.body) as unknown[]
  }

  answer(status: number, body: string | Buffer, headers: Record<string, string> = {}): void {
    this.response.writeHead(status, headers).end(body)
  }

  /** Answers with commands and the ack of the call. */
  acks(commands: unknown[][] = [], refusal?: object): void {
    const ack = refusal ? ["ack", this.frame[1], refusal] : ["ack", this.frame[1]]
    this.answer(200, JSON.stringify([["commands", commands], ack]), { "Content-Type": "application/json" })
  }

  /**
   * The network fails within the answer. (Ahead of it, Chromium itself would try a connection that it used before once
   * more.)
   */
  breaks(): void {
    this.response.writeHead(200, { "Content-Length": "100" })
    this.response.write("[", () => this.request.socket.destroy())
  }
}

/** The server's end of a socket. */
export class Peer {
  private readonly frames = new Arrivals<unknown[]>("a frame")
  private readonly closing: Promise<number>

  constructor(
    private readonly socket: WebSocket,
    readonly url: string,
  ) {
    socket.on("message", (data) => this.frames.add(JSON.parse(String(data)) as unknown[]))
    this.closing = new Promise((resolve) => socket.on("close", resolve))
  }

  /** The code that it was closed with. */
  get closed(): Promise<number> {
    return within("a close", (resolve) => void this.closing.then(resolve))
  }

  get protocol(): string {
    return this.socket.protocol
  }

  next(): Promise<unknown[]> {
    return this.frames.next()
  }

  send(...frame: unknown[]): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** Takes the hello and answers it. */
  async welcome(more: object = {}): Promise<this> {
    await this.next()
    this.send("welcome", { v: 1, channel: "ws.1", heartbeat: 20000, build: "b1", resume: "r1", positions: {}, ...more })
    return this
  }

  close(code: number): void {
    this.socket.close(code)
  }

  terminate(): void {
    this.socket.terminate()
  }
}

