// What it means that a socket has been closed, or refused: docs/protocol.md §5. Pure.

/** A connection that held this long was healthy: the count of attempts starts over. */
export const HEALTHY_AFTER = 10_000

/** `once`: tries again, but not a second time. */
export type CloseRule = "retry" | "stop" | "once" | "reload" | "render"

/**
 * Every code means "try again" except our own few. A proxy that restarts says 1001, some say 1000: stopping there
 * leaves pages dead (sockette #70, phoenix #3161).
 */
export function closeRule(code: number): CloseRule {
  if (code === 4426) return "reload" // another protocol version
  if (code === 4410) return "render" // the page has missed more than the server can give again
  // Sign-in needed: there may be a new one. Replaced by a newer connection, which this is: word of one that this page gave up
  // has come late. Or by another page with this one's token; they must not take it from each other for ever.
  if ([4401, 4409].includes(code)) return "once"
  return code === 4403 ? "stop" : "retry" // permission denied
}

/** Answers to a plain GET of a socket's url after which trying again is pointless. */
export function refuses(httpStatus: number): boolean {
  return [401, 403, 404].includes(httpStatus)
}
