// Where this page stands in the groups of one socket: what it has applied, so that nothing is applied twice and what is
// missing can be asked for. A position is `EPOCH-NUMBER`, and numbers rise within an epoch: docs/protocol.md §4.
import type { Positions } from "../../protocol.ts"

export interface Standing {
  /** False for what the page has applied already. */
  isNews(group: string, position: string): boolean
  /** What the server tells, or what has just been applied; `null` ends it. Never goes back. */
  note(positions: Positions | undefined): void
  /** The same, and ends all others. */
  keep(positions: Positions | undefined): void
  all(): Positions
  /** The page has been rendered anew. */
  forget(): void
}

export function createStanding(): Standing {
  const standing = new Map<string, string>()

  function isNews(group: string, position: string): boolean {
    const [epoch, number] = position.split("-")
    const [knownEpoch, known] = standing.get(group)?.split("-") ?? []
    return epoch !== knownEpoch || +number! > +known!
  }

  function note(positions: Positions = {}): void {
    for (const [group, position] of Object.entries(positions))
      if (!position) standing.delete(group)
      else if (isNews(group, position)) standing.set(group, position)
  }

  return {
    isNews,
    note,
    keep(positions = {}) {
      for (const group of standing.keys()) if (!positions[group]) standing.delete(group)
      note(positions)
    },
    all: () => Object.fromEntries(standing),
    forget: () => standing.clear(),
  }
}
