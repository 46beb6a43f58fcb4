// Rendering anew that does not work out: tried again, loaded in full, and at last stopped.
import assert from "node:assert/strict"
import { test } from "node:test"
import type { TestPage } from "./harness.ts"
import { OPEN_ANEW, openRenewing, status } from "./renewing.ts"

const state = (name: string) => `document.documentElement.dataset.livegen === "${name}"`
const note = `document.querySelector("[data-livegen-note]")`

/** Lets time pass in which the page may load itself again: the document in which it began to pass never answers then. */
function runInto(t: TestPage, milliseconds: number): void {
  t.page.clock.runFor(milliseconds).catch(() => {})
}

test("what is away, or busy, is asked again until it answers", async () => {
  const { t, asked, loads } = await openRenewing("<p>old</p>", {}, [
    { answer: (response) => void response.destroy() }, status(502), status(503), status(429), { answer: (response) => void response.destroy() }, { body: "<p>new</p>" },
  ])
  await using _ = t
  ;(await (await t.nextPeer()).welcome()).close(4410)
  await (await t.nextPeer()).welcome()
  await t.becomes(`document.querySelector("p").textContent === "new"`)
  assert.ok(asked.length >= 6) // the browser itself tries a lost connection once more
  assert.equal(loads(), 1)
})

test("one failure is tried again", async () => {
  const { t, loads } = await openRenewing("<p>old</p>", {}, [status(500), { body: "<p>new</p>" }])
  await using _ = t
  ;(await (await t.nextPeer()).welcome()).close(4410)
  await (await t.nextPeer()).welcome()
  assert.equal(await t.page.textContent("p"), "new")
  assert.equal(loads(), 1)
})

test("the second failure loads the page, five to ten seconds later", async () => {
  const { t, asked, loads } = await openRenewing("", { clock: true }, [status(500)])
  await using _ = t
  ;(await (await t.nextPeer()).welcome()).close(4410)
  while (asked.length < 2) await t.page.clock.runFor(1)
  await t.armed(5_000) // the second answer has arrived
  await t.page.clock.runFor(4_900)
  assert.equal(loads(), 1)
  runInto(t, 200)
  const [, hello] = (await (await t.nextPeer()).next()) as [string, object]
  assert.deepEqual([loads(), hello], [2, { v: 1, build: "b1", token: "t1", at: "p1.mac" }])
})

test("a page that misses something again and again is loaded three times, then stops and says so", async () => {
  const { t, loads } = await openRenewing(`<input id="i">`, { clock: true })
  await using _ = t
  await t.page.fill("#i", "typed")
  for (let load = 1; load <= 4; load++) {
    const peer = await t.nextPeer()
    assert.equal(loads(), load)
    await peer.welcome()
    peer.close(4410)
    await t.becomes("window.heard?.resync?.length === 1")
    await t.page.clock.runFor(10)
    const again = await t.nextPeer()
    await again.welcome()
    again.close(4410)
    await t.becomes("window.heard?.resync?.length === 2")
    runInto(t, 5_100)
  }
  await t.becomes(state("stopped"))
  assert.equal(await t.page.evaluate(`${note}.textContent`), "Disconnected Reload")
  assert.equal(await t.page.inputValue("#i"), "typed")
  assert.equal(loads(), 4)
})

for (const [what, anew] of Object.entries({
  "a redirect": { answer: (response: import("node:http").ServerResponse) => void response.writeHead(302, { Location: "/login" }).end() },
  "401": status(401),
  "403": status(403),
  "404": status(404),
  "a file": { answer: (response: import("node:http").ServerResponse) => void response.writeHead(200, { "Content-Type": "text/plain" }).end("x") },
  "a page of somebody else": { answer: (response: import("node:http").ServerResponse) => void response.writeHead(200, { "Content-Type": "text/html" }).end("<p>x") },
  "another version": { island: { v: 2 } },
}))
  test(`${what} is the browser's to show: the page is loaded in full`, async () => {
    const { t, loads } = await openRenewing("", {}, [anew])
    await using _ = t
    ;(await (await t.nextPeer()).welcome()).close(4410)
    await (await t.nextPeer()).welcome()
    await t.becomes(state("open"))
    assert.equal(loads(), 2)
  })

test("a hidden page waits until it is seen", async () => {
  const { t, asked } = await openRenewing("")
  await using _ = t
  const peer = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await t.page.evaluate(`Object.defineProperty(document, "hidden", { value: true, configurable: true })`)
  peer.close(4410)
  await t.becomes("window.heard.resync")
  await t.page.evaluate("new Promise(done => setTimeout(done)).then(() => fetch('/favicon.ico'))") // whoever waited as long has asked by now
  assert.equal(asked.length, 0)
  await t.page.evaluate(`delete document.hidden; document.dispatchEvent(new Event("visibilitychange"))`)
  const [, hello] = (await (await t.nextPeer()).next()) as [string, Record<string, unknown>]
  assert.equal(hello["at"], OPEN_ANEW[0]![3])
})
