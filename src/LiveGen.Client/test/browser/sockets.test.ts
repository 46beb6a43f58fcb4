// Real sockets: coming back, several at once, and what the person sees of it.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage, type TestPage } from "./harness.ts"

/** Every retry comes at once. */
const atOnce = () => void (Math.random = () => 0)
const state = (t: TestPage, name: string) => t.page.locator(`html[data-livegen=${name}]`).waitFor()
const note = "[data-livegen-note]"

test("comes back by itself, tells so, and an unsent callback goes out", async () => {
  await using t = await openPage({
    body: `<button id="b" data-lg-click='{"to":"/ws/a","name":"Hit","args":[]}'>b</button>`,
    commands: [["livegen.openSocket", "/ws/a"]],
    init: atOnce,
  })
  const first = await (await t.nextPeer()).welcome()
  await state(t, "open")
  first.close(1012)
  const second = await t.nextPeer()
  await t.page.click("#b")
  await second.welcome()
  assert.deepEqual((await second.next()).slice(2), ["Hit", []])
  await t.becomes(`heard.connected.length === 2`)
  assert.deepEqual(await t.events("connected"), [
    { url: "/ws/a", reconnected: false },
    { url: "/ws/a", reconnected: true },
  ])
  assert.deepEqual(await t.events("disconnected"), [{ url: "/ws/a", code: 1012, attempt: 0, retryIn: 0 }])
})

test("several sockets: each its own, the page shows the worst, closing ends one for good", async () => {
  await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"], ["livegen.openSocket", "/ws/b"]] })
  const [a, b] = [await t.nextPeer(), await t.nextPeer()]
  assert.deepEqual([a.url, b.url], ["/ws/a", "/ws/b"])
  await a.welcome()
  await state(t, "connecting")
  await b.welcome()
  await state(t, "open")
  b.close(4403)
  await state(t, "stopped")
  assert.equal(await t.page.textContent(`${note} button`), "Reload")
  await t.apply(["livegen.closeSocket", "/ws/b"])
  await state(t, "open")
  assert.equal(await t.page.textContent(note), "")
  await t.apply(["livegen.closeSocket", "/ws/a"])
  assert.equal(await a.closed, 1000)
  await t.page.locator(`html[data-livegen=""]`).waitFor()
})

test("opening twice is opening once; opening after a stop tries anew", async () => {
  await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"], ["livegen.openSocket", "/ws/a"]] })
  const peer = await (await t.nextPeer()).welcome()
  await state(t, "open")
  peer.close(4403)
  await state(t, "stopped")
  await t.apply(["livegen.openSocket", "/ws/a"])
  await (await t.nextPeer()).welcome()
  await state(t, "open")
})

test("a note appears after two seconds, not before, and goes when the connection is back", async () => {
  await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"]], clock: true, init: () => void (Math.random = () => 0.999) })
  const peer = await (await t.nextPeer()).welcome()
  await state(t, "open")
  await t.page.clock.runFor(10_000) // healthy: the next try comes within a second
  peer.close(1001)
  await t.becomes("window.heard.disconnected")
  const seen = () => t.page.evaluate(`[document.documentElement.dataset.livegen, document.querySelector("${note}").textContent]`)
  await t.page.clock.runFor(499)
  assert.deepEqual(await seen(), ["open", ""])
  await t.page.clock.runFor(1)
  assert.deepEqual(await seen(), ["reconnecting", ""])
  await t.page.clock.runFor(499)
  const second = await t.nextPeer()
  assert.deepEqual(await seen(), ["reconnecting", ""])
  await t.page.clock.runFor(1_001)
  assert.deepEqual(await seen(), ["reconnecting", "Reconnecting…"])
  assert.equal(await t.page.getAttribute(note, "role"), "status")
  assert.equal(await t.page.evaluate(`getComputedStyle(document.querySelector("${note}")).position`), "fixed")
  await second.welcome()
  await state(t, "open")
  assert.deepEqual(await seen(), ["open", ""])
  assert.deepEqual(await t.events("violation"), [])
})

for (const status of [401, 403, 404])
  test(`an upgrade refused with ${status} stops`, async () => {
    await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"]], refuse: status })
    await state(t, "stopped")
    assert.equal(await t.page.textContent(`${note} button`), "Reload")
  })

test("an upgrade refused for now is tried again", async () => {
  await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"]], init: atOnce, refuse: 503 })
  await t.becomes("window.heard.disconnected?.length > 1")
  t.refuse(null)
  await (await t.nextPeer()).welcome()
  await state(t, "open")
})

test("another build reloads the page, three times at most", async () => {
  await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"]], init: atOnce })
  for (let reloads = 0; reloads <= 3; reloads++) (await t.nextPeer()).close(4426)
  await state(t, "stopped")
})

test("going back to a page brings its socket back", async () => {
  await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"]] })
  const first = await (await t.nextPeer()).welcome()
  await state(t, "open")
  await t.page.goto("about:blank")
  await first.closed
  await t.page.goBack()
  await (await t.nextPeer()).welcome()
  await state(t, "open")
})

test("the page's cache restores a page with a working socket (phoenix #6103)", async () => {
  await using t = await openPage({ body: "", commands: [["livegen.openSocket", "/ws/a"]], init: atOnce })
  const first = await (await t.nextPeer()).welcome()
  await state(t, "open")
  await t.page.evaluate(`dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))`)
  assert.equal(await first.closed, 1000)
  await t.page.evaluate(`dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))`)
  await (await t.nextPeer()).welcome()
  await state(t, "open")
})

test("commands from the socket are applied before the answer that follows", async () => {
  await using t = await openPage({
    body: `<p id="out"></p><button id="b" data-lg-click='{"to":"/ws/a","args":[]}'>b</button>`,
    commands: [["livegen.openSocket", "/ws/a"]],
  })
  const peer = await (await t.nextPeer()).welcome()
  await t.page.evaluate(`document.addEventListener("livegen:callback", e => e.detail.phase === "ok" && (document.title = out.textContent))`)
  await t.page.click("#b")
  const [, id, name] = await peer.next()
  assert.equal(name, null)
  peer.send("commands", [["livegen.append", "out", "done"]])
  peer.send("ack", id)
  await t.becomes(`document.title === "done"`)
})
