// What goes over a socket besides callbacks: docs/protocol.md §4.
import type { Positions, ServerFrame } from "../../protocol.ts"

const VERSION = 1
export const SUBPROTOCOL = "livegen.v1"

/** A server frame's meaning. One of a type that this version does not know is its type alone, and ignored. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function readFrame([type, first, second]: any): ServerFrame {
  if (type === "welcome" || type === "drain") return { type, ...first }
  if (type === "commands") return { type, commands: first, group: second?.g, position: second?.p }
  if (type === "ping") return { type, positions: first }
  if (type === "trace") return { type, number: first }
  if (type === "groups") return { type, resume: first, positions: second }
  if (type === "ack") return { type, id: first, status: "ok", ...second }
  return { type }
}

export const PING = '["ping"]'

/** How the page begins: where its render stood (`at`), or where it left off. */
export interface Beginning {
  token?: string | undefined
  at?: string | undefined
  resume?: string | undefined
  positions?: Positions | undefined
  seen?: number | undefined
}

export function helloFrame(build: string, beginning: Beginning): string {
  return JSON.stringify(["hello", { v: VERSION, build, ...beginning }])
}

/** How many counted frames the page has. */
export function seenFrame(count: number): string {
  return `["seen",${count}]`
}

/** What the server asked under this number has been applied, in so many milliseconds. */
export function appliedFrame(number: number, took: number): string {
  return `["applied",${number},${took}]`
}
