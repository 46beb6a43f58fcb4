// Telling screen readers. The regions exist before their first message, or it would not be read.
import { adoptStyle } from "./style.ts"

type Urgency = "polite" | "assertive"

const regions: Partial<Record<Urgency, HTMLElement>> = {}

export function startAnnouncing(): void {
  adoptStyle(
    "[data-livegen-live]{position:fixed;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}",
  )
  for (const urgency of ["polite", "assertive"] as const) {
    const region = document.createElement("div")
    region.setAttribute("aria-live", urgency)
    region.setAttribute("data-livegen-live", "")
    // A morph of the body leaves it alone.
    region.setAttribute("data-livegen-ignore", "")
    document.body.append(region)
    regions[urgency] = region
  }
}

export function announce(text: string, urgency: Urgency = "polite"): void {
  // A new node each time, so that the same words twice are read twice.
  const message = document.createElement("p")
  message.textContent = text
  regions[urgency]?.replaceChildren(message)
}
