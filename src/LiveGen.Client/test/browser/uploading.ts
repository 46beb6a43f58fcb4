// A page that sends files, and the server's end of uploads in pieces.
import type { IncomingMessage, ServerResponse } from "node:http"
import { act } from "./acting.ts"
import { openPage, type PageOptions, STRICT_CSP, type TestPage } from "./harness.ts"

export const RULES = {
  max: [1000, "is too large: at most 1000 bytes."],
  count: [2, "Choose at most 2 files."],
  total: [1500, "The files are too large together."],
  accept: ["image/*,.TXT", "is not of an accepted type."],
  big: 500,
  piece: 200,
}

export const send = (more: object = {}) => act("click", { args: [["r", "f"]], files: RULES, ...more })

export const FIELD = `<input type="file" id="f" name="Photo" multiple><button id="b" ${send()}>b</button>`

export function openUploading(body: string, options: Partial<PageOptions> = {}): Promise<TestPage> {
  // An application's files beside the modules loaded on demand are where its uploads are.
  return openPage({ body, island: { token: "t1" }, csp: `${STRICT_CSP}; img-src 'self' blob:`, ...options })
}

export const file = (name: string, size: number, mimeType = "text/plain") => ({ name, mimeType, buffer: Buffer.alloc(size, "a") })

/** What the server has of uploads in pieces, and what goes wrong there. */
export class Pieces {
  readonly requests: string[] = []
  readonly uploads = new Map<string, { size: number; bytes: number }>()
  /** Before each request is answered; true takes it over. */
  interfere: (request: IncomingMessage, response: ServerResponse, count: number) => boolean = () => false
  /** Of a PATCH: how many bytes get through before the connection is cut. */
  cut: number | undefined

  readonly handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!request.url!.endsWith("/uploads")) return false
    const { method, headers } = request
    this.requests.push(`${method} ${headers["livegen-offset"] ?? ""}`.replace(/ (-1)?$/, ""))
    if (headers["livegen-token"] !== "t1") throw new Error("The page's token is missing")
    if (this.interfere(request, response, this.requests.length)) return true
    const upload = this.uploads.get(String(headers["livegen-upload"]))
    if (method === "POST") {
      let text = ""
      request.on("data", (data) => (text += data)).on("end", () => {
        const token = `u${this.uploads.size + 1}`
        this.uploads.set(token, { size: JSON.parse(text).size, bytes: 0 })
        response.writeHead(201).end(token)
      })
    } else if (!upload) response.writeHead(404).end()
    else if (method === "PATCH") this.append(request, response, upload)
    else {
      if (method === "DELETE") this.uploads.delete(String(headers["livegen-upload"]))
      response.writeHead(204, { "LiveGen-Offset": upload.bytes }).end()
    }
    return true
  }

  private append(request: IncomingMessage, response: ServerResponse, upload: { bytes: number }): void {
    if (Number(request.headers["livegen-offset"]) !== upload.bytes)
      return void response.writeHead(409, { "LiveGen-Offset": upload.bytes }).end()
    const { cut } = this
    this.cut = undefined
    request.on("data", (data: Buffer) => {
      upload.bytes += Math.min(data.length, cut ?? data.length)
      if (cut !== undefined) request.socket.destroy()
    })
    request.on("end", () => response.writeHead(204, { "LiveGen-Offset": upload.bytes }).end())
  }
}
