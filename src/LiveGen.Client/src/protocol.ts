// The wire contract: docs/protocol.md §2 to §4. Both codecs are proved against tests/frames/*.json.

export const VERSION = 1
export const SUBPROTOCOL = "livegen.v1"

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** `["name", arg, …]` */
export type Command = [name: string, ...args: Json[]]

/** What stands in `data-lg-EVENT`, or in a command that carries a callback. */
export interface CallbackSpec {
  to: string
  name?: string
  args: CallbackArgument[]
  debounce?: number
  throttle?: number
  confirm?: string
  when?: [predicate: string, ...args: Json[]]
  clear?: boolean
  blocks?: boolean
  meta?: Json
}

/** `["r"]` reads the element itself, `["r", id]` another one, `["v", text]` is a constant's JSON. */
export type CallbackArgument = ["r", id?: string] | ["v", text: string]

export interface Welcome {
  type: "welcome"
  v: number
  channel: string
  heartbeat: number
}

export interface Ack {
  type: "ack"
  id: number
  status: "ok" | "invalid" | "denied" | "failed"
  errors?: Record<string, string[]>
  error?: string
}

export type ServerFrame = Welcome | Ack | { type: "commands"; commands: Command[] } | { type: "ping" } | { type: "pong" }

/** A server frame's meaning, or `null` for one this version does not know, which is then ignored. */
export function readFrame(text: string): ServerFrame | null {
  const [type, first, second] = JSON.parse(text) as [string, Json?, Json?]
  switch (type) {
    case "welcome":
      return { type, ...(first as object) } as Welcome
    case "commands":
      return { type, commands: first as Command[] }
    case "ack":
      return { type, id: first as number, status: "ok", ...(second as object | undefined) }
    case "ping":
    case "pong":
      return { type }
    default:
      return null
  }
}

export const PING = '["ping"]'

export function helloFrame(build: string): string {
  return JSON.stringify(["hello", { v: VERSION, build }])
}

/**
 * `args` are JSON texts. They are spliced in as they are: parsing a number beyond 2^53 or a decimal and writing it
 * again would change its digits.
 */
export function callbackFrame(id: number, name: string | null | undefined, args: string[], meta?: Json): string {
  const tail = meta === undefined ? "" : `,${JSON.stringify(meta)}`
  return `["callback",${id},${JSON.stringify(name ?? null)},[${args.join()}]${tail}]`
}

/** The JSON texts of a callback's arguments; `read` gives those of elements. */
export function argumentTexts(spec: CallbackSpec, read: (id: string | undefined) => string): string[] {
  return spec.args.map(([kind, value]) => {
    if (kind === "r") return read(value)
    if (kind === "v" && value !== undefined) return value
    throw new Error(`A callback's argument is ["r"], ["r",id] or ["v",json], not ["${kind}"…]`)
  })
}
