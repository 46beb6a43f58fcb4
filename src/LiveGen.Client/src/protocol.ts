// The wire contract: docs/protocol.md §2 to §4. Both codecs are proved against tests/frames/*.json. What goes over sockets
// alone is in extras/sockets/frames.ts.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** `["name", arg, …]` */
export type Command = [name: string, ...args: Json[]]

/** What stands in `data-lg-EVENT`, or in a command that carries a callback. */
export interface CallbackSpec {
  /** The socket's url and the message's name, */
  to?: string
  name?: string
  /** or the url of an action. */
  post?: string
  args: CallbackArgument[]
  debounce?: number
  throttle?: number
  confirm?: string
  when?: [predicate: string, ...args: Json[]]
  clear?: boolean
  blocks?: boolean
  concurrency?: "latest" | "drop" | "parallel"
  disableWith?: string
  loading?: string
  validate?: boolean
  /** Running it twice does what running it once does: it may be sent again when nobody knows whether it has run. */
  retry?: boolean
  meta?: Json
  /** Of an action that takes files: what it takes. */
  files?: FileRules
  /** The id of the `<progress>` for its files. */
  progress?: string
  /** The server's proof that this callback, with these constants, is its own. Opaque. */
  seal?: string
  /** The id of the key that sealed it, if not the page's. */
  key?: string
}

/** A limit, and what to tell the person who is over it. */
type Limit<T> = [limit: T, text: string]

export interface FileRules {
  /** Bytes of one file. */
  max: Limit<number>
  count: Limit<number>
  /** Bytes of all files. */
  total: Limit<number>
  accept?: Limit<string>
  /** From this size on a file is sent in pieces, */
  big: number
  /** of this size. */
  piece: number
}

/** `["r"]` reads the element itself, `["r", id]` another one, `["v", text]` is a constant's JSON. */
export type CallbackArgument = ["r", id?: string] | ["v", text: string]

/** Where a page stands in its groups, by the group's name; `null`: not in it any more. A position is `EPOCH-NUMBER`. */
export type Positions = Record<string, string | null>

export interface Welcome {
  type: "welcome"
  v: number
  channel: string
  heartbeat: number
  build?: string
  /** What to come back with. Opaque; without it the page cannot. */
  resume?: string
  positions?: Positions
  /** How much of the session is still there: all of it, or its groups alone. */
  resumed?: "all" | "groups"
  /** The highest callback of this session that the server has begun. */
  lastCallback?: number
}

export interface Ack {
  type: "ack"
  id: number
  status: "ok" | "invalid" | "denied" | "failed" | "stale" | "signin" | "lost"
  errors?: Record<string, string[]>
  error?: string
  /** Of stale: `expired`, `changed` or `user`. */
  reason?: string
  /** Of signin: where to. */
  url?: string
}

export interface Commands {
  type: "commands"
  commands: Command[]
  /** From this group, */
  group?: string
  /** and unless it keeps no history, at this position. */
  position?: string
}

export type ServerFrame =
  | Welcome
  | Ack
  | Commands
  | { type: "ping"; positions?: Positions }
  | { type: "groups"; resume: string; positions: Positions }
  | { type: "drain"; max: number }
  | { type: "trace"; number: number }
  | { type: "pong" }

/** The meaning of a frame that answers an action. One that is none of those is its type alone. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function readAnswer([type, first, second]: any): ServerFrame {
  if (type === "commands") return { type, commands: first }
  if (type === "ack") return { type, id: first, status: "ok", ...second }
  return { type }
}

/**
 * `args` are JSON texts. They are spliced in as they are: parsing a number beyond 2^53 or a decimal and writing it
 * again would change its digits.
 */
export function callbackFrame(
  id: number, name: string | null | undefined, args: string[], meta?: Json, seal?: string, token?: string,
): string {
  // What is not there is null, and nothing at the end.
  const tail = JSON.stringify([0, meta, seal, token]).slice(2, -1).replace(/(,null)+$/, "")
  return `["callback",${id},${JSON.stringify(name ?? null)},[${args.join()}]${tail}]`
}

/** The JSON texts of a callback's arguments; `read` gives those of elements. */
export function argumentTexts(spec: CallbackSpec, read: (id: string | undefined) => string): string[] {
  return spec.args.map(([kind, value]) => (kind === "v" ? value : read(value)))
}
