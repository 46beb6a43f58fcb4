// A real server in a process of its own, and one page of it by the npm package `ws`: an independent client of the protocol, which
// shares no code with the runtime or the server (docs/protocol.md).
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { WebSocket } from "ws"

/** How long a test waits for what must come; reached only by a test that fails. */
const PATIENCE = 20_000

type Frame = [name: string, ...rest: any[]]

/** tests/LiveGen.Faults as a node, in memory. */
export class Node {
  readonly #directory = mkdtempSync(join(tmpdir(), "livegen-node-"))
  #process!: ChildProcess
  #errors = ""
  /** Keys of callbacks that ran. */
  readonly ran: string[] = []
  url!: string

  async start(): Promise<this> {
    const assembly = join(process.env["LIVEGEN_ROOT"]!, "tests/LiveGen.Faults/bin/Debug/net10.0/LiveGen.Faults.dll")
    this.#process = spawn("dotnet", [assembly, "--node", "--state", join(this.#directory, "state")])
    this.#process.stderr!.on("data", (text: Buffer) => (this.#errors += text.toString()))
    await within("the node's port", (found, failed) => {
      this.#process.on("exit", () => failed(new Error(`The node ended:\n${this.#errors}`)))
      createInterface(this.#process.stdout!).on("line", (line) => {
        const [word, value] = line.split(" ")
        if (word === "ran") this.ran.push(value!)
        if (word !== "port") return
        this.url = `http://127.0.0.1:${value}`
        found(undefined)
      })
    })
    return this
  }

  stop(): void {
    this.#process.removeAllListeners("exit")
    this.#process.kill("SIGKILL")
    rmSync(this.#directory, { recursive: true })
  }

  /** Sends a numbered message to a group: odd ones as commands, even ones as an event that the consumer handles. */
  async send(group: string, number: number): Promise<void> {
    const answer = await fetch(`${this.url}/send/${group}/${number}`, { method: "POST" })
    if (!answer.ok) throw new Error(`The node did not send: ${answer.status}`)
  }

  async page(group: string): Promise<Page> {
    const answer = await fetch(`${this.url}/groups/${group}`)
    return new Page(this.url, await answer.text())
  }
}

/** What a page's HTML says. */
export class Page {
  readonly token: string
  readonly build: string
  readonly socket: string
  readonly at: string
  readonly seal: string

  constructor(readonly url: string, html: string) {
    const island = JSON.parse(/<script type="application\/json" id="livegen"[^>]*>(.*?)<\/script>/s.exec(html)![1]!)
    const [, socket, , at] = island.commands.find(([name]: [string]) => name === "livegen.openSocket")
    const callback = /data-lg-click='([^']+)'/.exec(html)![1]!
    this.token = island.token
    this.build = island.build
    this.socket = socket
    this.at = at
    this.seal = JSON.parse(callback.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&#x27;", "'").replaceAll("&amp;", "&")).seal
  }

  /** Opens the page's socket and says hello, with these members besides. */
  async open(members: object): Promise<Socket> {
    const socket = new Socket(`${this.url}${this.socket}`)
    await socket.opened
    socket.send(["hello", { v: 1, build: this.build, token: this.token, ...members }])
    return socket
  }
}

export class Socket {
  readonly #socket: WebSocket
  readonly #frames: Frame[] = []
  #arrived = () => {}
  readonly opened: Promise<unknown>
  readonly closed: Promise<number>

  constructor(url: string) {
    this.#socket = new WebSocket(url.replace("http", "ws"), "livegen.v1", { origin: new URL(url).origin })
    this.#socket.on("message", (text: Buffer) => {
      this.#frames.push(JSON.parse(text.toString()))
      this.#arrived()
    })
    this.#socket.on("error", () => {}) // "close" follows
    this.opened = within("an open socket", (found, failed) => {
      this.#socket.once("open", found)
      this.#socket.once("close", (code) => failed(new Error(`closed with ${code}`)))
    })
    this.closed = new Promise((found) => this.#socket.once("close", found))
  }

  send(frame: unknown[]): void {
    this.#socket.send(JSON.stringify(frame))
  }

  /** The next frame that is no heartbeat. */
  async next(): Promise<Frame> {
    while (true) {
      while (this.#frames.length === 0)
        await within("a frame", (found, failed) => {
          this.#arrived = () => found(undefined)
          void this.closed.then((code) => failed(new Error(`closed with ${code} instead of a frame`)))
        })
      const frame = this.#frames.shift()!
      if (frame[0] !== "ping") return frame
    }
  }

  /** Numbered messages of groups, with their positions. */
  async messages(count: number): Promise<{ number: number; p: string }[]> {
    const found = []
    while (found.length < count) {
      const [name, batch, from] = await this.next()
      if (name === "commands" && from) found.push({ number: batch[0][3].number as number, p: from.p as string })
    }
    return found
  }

  /** Gone without a goodbye. */
  async cut(): Promise<void> {
    this.#socket.terminate()
    await this.closed
  }
}

function within<T>(what: string, work: (found: (value: T) => void, failed: (error: Error) => void) => void): Promise<T> {
  return new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`${what} did not come within ${PATIENCE} ms`)), PATIENCE)
    const end = () => clearTimeout(timer)
    work((value) => (end(), found(value)), (error) => (end(), failed(error)))
  })
}
