// What `when` may ask about an event before its callback runs.
import type { Json } from "./protocol.ts"
import { missing } from "./signal.ts"

export type Predicate = (event: Event, ...args: Json[]) => boolean

const predicates = new Map<string, Predicate>([["key", isKey]])

export function registerPredicate(name: string, holds: Predicate): void {
  predicates.set(name, holds)
}

export function holds(event: Event, [name, ...args]: [string, ...Json[]]): boolean {
  const predicate = predicates.get(name)
  if (!predicate) throw missing("predicate", name)
  return predicate(event, ...args)
}

const MODIFIERS = ["ctrl", "alt", "shift", "meta"] as const

function isKey(event: Event, key?: Json, ...modifiers: Json[]): boolean {
  return (
    event instanceof KeyboardEvent &&
    event.key === key &&
    MODIFIERS.every((modifier) => event[`${modifier}Key`] === modifiers.includes(modifier)) &&
    !composing
  )
}

/** The event at hand belongs to an IME: the Enter that picks a word must not send the message. */
let composing = false
const held = new Set<string>()

/**
 * Sees every event first. Chromium fires `compositionend` ahead of the keyup that ended the composition, so that keyup
 * says it is not composing: it belongs to the IME if its keydown did. Safari ends ahead of the keydown too, and says so
 * by keyCode 229 alone.
 */
export function watchComposition(event: Event): void {
  if (!(event instanceof KeyboardEvent)) return
  const { type, code } = event
  composing = event.isComposing || event.keyCode === 229 || (type === "keyup" && held.has(code))
  if (composing && type === "keydown") held.add(code)
  else held.delete(code)
}
