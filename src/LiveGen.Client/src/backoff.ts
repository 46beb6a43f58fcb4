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

export type CloseRule = "retry" | "stop" | "reload"

/**
 * Every code means "try again" except our own few. A proxy that restarts says 1001, some say 1000: stopping there
 * leaves pages dead (sockette #70, phoenix #3161).
 */
export function closeRule(code: number): CloseRule {
  switch (code) {
    case 4401: // sign-in needed
    case 4403: // permission denied
    case 4409: // replaced by a newer connection
      return "stop"
    case 4426: // another protocol version or build
      return "reload"
    default:
      return "retry"
  }
}

/** Answers to a plain GET of a socket's url after which trying again is pointless. */
export function refuses(httpStatus: number): boolean {
  return httpStatus === 401 || httpStatus === 403 || httpStatus === 404
}
