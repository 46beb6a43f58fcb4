// When to try again, and when not to: docs/protocol.md §5. Pure.

const LONGEST_DELAY = 30_000
const FIRST_STEP = 250
const AFTER_HEALTHY = 1_000

/** A connection that held this long was healthy: the count of attempts starts over. */
export const HEALTHY_AFTER = 10_000

/**
 * Full jitter: anywhere between at once and the limit, so that a server that comes back is not met by every page in
 * the same moment. `attempt` counts from 0; `random` is in [0, 1).
 */
export function retryDelay(attempt: number, wasHealthy: boolean, random: number): number {
  const limit = wasHealthy ? AFTER_HEALTHY : Math.min(LONGEST_DELAY, FIRST_STEP * 2 ** attempt)
  return random * limit
}

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
