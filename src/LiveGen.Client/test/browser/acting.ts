// A page that calls actions over HTTP.
import { openPage, type PageOptions, type TestPage } from "./harness.ts"

export const act = (event: string, options: object = {}) =>
  `data-lg-${event}='${JSON.stringify({ post: "/act", args: [["r"]], seal: "s1", ...options })}'`

export const note = "[data-livegen-note]"

export function openActing(body: string, options: Partial<PageOptions> = {}): Promise<TestPage> {
  return openPage({ body, island: { token: "t1" }, ...options })
}
