// Asking the server for what stands inside the layouts that the page has already.
import type { Command } from "../../protocol.ts"
import { runtime, shown } from "./page.ts"

export interface Part {
  /** Where redirects have led to. */
  url: URL
  commands: Command[]
  page: { title: string | null; layouts: string[] }
}

/** Rejects when the answer is not such a part: another build or user, another layout, a file. */
export async function load(url: URL, signal: AbortSignal | null = null, more?: Record<string, string>): Promise<Part> {
  const { island, tokenOf } = runtime
  const response = await fetch(url, {
    signal,
    headers: {
      accept: "application/json",
      livegen: "1",
      "livegen-build": island.build,
      "livegen-layouts": shown.layouts.join(),
      "livegen-token": tokenOf() ?? "",
      ...more,
    },
  })
  if (response.headers.get("livegen-build") !== island.build) {
    void response.body?.cancel()
    throw response
  }
  const at = new URL(response.url)
  at.hash = url.hash
  const [[, commands], [, page]] = await response.json()
  return { url: at, commands, page }
}
