// The modules of the runtime that only some pages need: bundled on their own (src/extras), loaded on demand, given
// the runtime as an argument (src/runtime.ts), so that nothing is loaded twice.
import { guard, missing } from "./signal.ts"

import type { Chosen } from "./outbox.ts"
import type { CallbackSpec } from "./protocol.ts"
import type { Socket } from "./socket.ts"

/** What each module's default export gives back. */
export interface Extras {
  /** Loaded at boot by a page that has layouts, by others when they set their address. */
  navigation: Navigation
  /** Loaded by a page that has a form with places for errors. */
  forms: void
  /** Loaded by a page as soon as it has a field for files. */
  uploads: Uploads
  /** Loaded by a page that opens a socket; by others when they are to be loaded again. */
  sockets: Sockets
}

export interface Navigation {
  /** Sets the address of what the page shows, in an entry of the history that can be gone back to. */
  setUrl(url: URL, isNew: boolean): void
}

/** Why a page has to be rendered anew: the server cannot give what it missed, or nobody knows what became of its calls. */
export type Gap = "history" | "callbacks"

export interface Sockets {
  run(socket: Socket): void
  /** Loads the page again when that disturbs nobody. */
  refresh(): void
  /** What has been typed, from one load of the page to the next. */
  keep(place: string): void
  restore(place: string): void
}

export interface Uploads {
  /**
   * Posts a call with its files and gives the answer. `init` is as for `fetch`, `init.signal` included, `init.body` the
   * frame: where it names a file there stands U+0000 and the file's index, in place of the name of its part. `alive` puts
   * off the timeout of the answer, for as long as bytes flow. What the person cancels is answered as `superseded`.
   */
  send(url: string, init: RequestInit, files: readonly Chosen[], alive: () => void, spec: CallbackSpec): Promise<Response>
}

/** Where what has been typed waits for the page to be loaded again. */
export const KEPT = "livegen.kept"

/** What a page loads `forms` for. */
const FORM_ERRORS = "form [data-livegen-error]"

let urls: Partial<Record<string, string>> = {}
let argument: object
const failed: { [name in keyof Extras]?: number } = {}
const loaded: { [name in keyof Extras]?: Promise<Extras[name]> } = {}

export function startExtras(places: typeof urls | undefined, runtime: object): void {
  urls = places ?? {}
  argument = runtime
}

/** What the page that stands there needs from its beginning, told by what is in it and by its island. */
export function loadNeeded(layouts: unknown): void {
  loadForms(document)
  if (layouts) guard({}, () => loadExtra("navigation"))
}

export function loadForms(within: ParentNode | null | undefined): void {
  if (within?.querySelector(FORM_ERRORS)) guard({}, () => loadExtra("forms"))
}

export async function loadExtra<Name extends keyof Extras>(name: Name): Promise<Extras[Name]> {
  const url = urls[name]
  if (!url) throw missing("extra", name)
  // Most browsers give a url that failed once from memory, and ask nobody (whatwg/html #6768).
  const tries = failed[name] ?? 0
  try {
    return await (loaded[name] ??= within(30_000, import(tries ? `${url}?${tries}` : url)).then((module) => module.default(argument)))
  } catch (error) {
    delete loaded[name] // so that the network may be better next time
    failed[name] = tries + 1
    throw error
  }
}

/** What a stalled network neither brings nor fails is given up: browsers wait for minutes. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return Promise.race([promise, new Promise<never>((_, reject) => setTimeout(reject, milliseconds, new Error("No answer")))])
}

/** Whether a server says that it has no such module, or not for this page. */
export async function isGone(name: keyof Extras): Promise<boolean> {
  const url = urls[name]
  return !url || (await within(5_000, fetch(url, { cache: "no-store" })).then(({ status }) => /40[134]/.test(`${status}`), () => false))
}
