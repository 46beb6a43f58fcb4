// When to try again: docs/protocol.md §5. Pure.

const LONGEST_DELAY = 30_000
const FIRST_STEP = 250
const AFTER_HEALTHY = 1_000

/**
 * Full jitter: anywhere between at once and the limit, so that a server that comes back is not met by every page in
 * the same moment. `attempt` counts from 0; `random` is in [0, 1).
 */
export function retryDelay(attempt: number, wasHealthy: boolean | undefined, random: number): number {
  const limit = wasHealthy ? AFTER_HEALTHY : Math.min(LONGEST_DELAY, FIRST_STEP * 2 ** attempt)
  return random * limit
}
