// Telling screen readers. The regions exist before their first message, or it would not be read.
import { addPart } from "./parts.ts"

type Urgency = "polite" | "assertive"

const regions: Partial<Record<Urgency, HTMLElement>> = {}

export function startAnnouncing(): void {
  for (const urgency of ["polite", "assertive"] as const) regions[urgency] = addPart("live", "aria-live", urgency)
}

export function announce(text: string, urgency: Urgency = "polite"): void {
  // A new text node each time, so that the same words twice are read twice.
  regions[urgency]?.replaceChildren(text)
}
