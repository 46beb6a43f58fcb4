// A new build: the page is loaded again while nobody looks at it, or where the person goes next.
import type { SocketEnvironment } from "../../environment.ts"
import type { Runtime } from "../../runtime.ts"

/** All pages hear of a new build at about the same time. */
const SPREAD = 10_000
/** A page that has lived this long is not one that loads itself again and again. */
export const LIVED = 60_000

export function useRefresh({ island, pending }: Runtime, env: SocketEnvironment): () => void {
  let isOutdated = false

  /** Unanswered calls and uploads would be lost. */
  function plan(): void {
    if (document.hidden)
      setTimeout(() => {
        if (!document.hidden) return
        if (pending.size > 0) plan()
        else env.reload(env.now() > LIVED)
      }, env.random() * SPREAD)
  }

  return () => {
    if (isOutdated) return
    isOutdated = true
    // No server has this one, so each answers the next navigation with the whole page.
    island.build = ""
    document.addEventListener("visibilitychange", plan)
    plan()
  }
}
