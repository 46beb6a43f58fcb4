// A page with an open socket, and what it calls.
import assert from "node:assert/strict"
import { openPage, type PageOptions, type Peer, type TestPage } from "./harness.ts"

export const lg = (event: string, options: object = {}) =>
  `data-lg-${event}='${JSON.stringify({ to: "/ws/a", name: "Hit", args: [["r"]], ...options })}'`

/** A page whose socket is open. */
export async function openLive(body: string, options: Partial<PageOptions> = {}): Promise<{ t: TestPage; peer: Peer }> {
  const t = await openPage({ body, commands: [["livegen.openSocket", "/ws/a"]], ...options })
  const peer = await (await t.nextPeer()).welcome()
  await t.page.locator("html[data-livegen=open]").waitFor()
  return { t, peer }
}

/** The arguments of the next callback. */
export async function args(peer: Peer): Promise<unknown> {
  const [type, , , args] = await peer.next()
  assert.equal(type, "callback")
  return args
}

/** Calls "End": whatever was to be sent before it has been when it arrives. */
export const END = `<button id="end" ${lg("click", { name: "End", args: [] })}>end</button>`
export async function until(t: TestPage, peer: Peer): Promise<unknown[]> {
  await t.page.locator("#end").evaluate((e: HTMLElement) => e.click())
  const names: unknown[] = []
  for (;;) {
    const [, , name] = await peer.next()
    if (name === "End") return names
    names.push(name)
  }
}
