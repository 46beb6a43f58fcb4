// What runs sockets is a module of its own: what a page does until it is there, and without it.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import type { ServerResponse } from "node:http"
import { join } from "node:path"
import { test } from "node:test"
import { act } from "./acting.ts"
import { openPage, type PageOptions, type TestPage } from "./harness.ts"
import { lg } from "./live.ts"
import { atOnce, status } from "./renewing.ts"

const MODULE = "/extras/sockets.js"
const OPEN = [["livegen.openSocket", "/ws/a", null, "p1.mac"]]
const state = (t: TestPage, name: string) => t.page.locator(`html[data-livegen=${name}]`).waitFor()
const press = (t: TestPage, ...names: string[]) => t.page.evaluate((ids) => ids.forEach((id) => document.getElementById(id)!.click()), names)
const BUTTONS = ["A", "B", "C"].map((name) => `<button id="${name}" ${lg("click", { name, args: [] })}>${name}</button>`).join("")

/** A page whose module comes when the test says so, and until then not at all, or is refused. */
async function openLate(options: Partial<PageOptions> = {}, refusal?: number) {
  const waiting: ServerResponse[] = []
  let isHere = false
  const asked: string[] = []
  let loads = 0
  const send = (response: ServerResponse) =>
    response.writeHead(200, { "Content-Type": "text/javascript" }).end(readFileSync(join(process.env["LIVEGEN_PAGES"]!, MODULE)))
  const t = await openPage({
    body: BUTTONS,
    commands: OPEN,
    ...options,
    answer({ url }, response) {
      if (url === "/") loads++
      if (!url?.startsWith(MODULE)) return false
      asked.push(url)
      if (isHere) send(response)
      else if (refusal) status(refusal).answer(response)
      else waiting.push(response)
      return true
    },
  })
  const come = () => {
    isHere = true
    waiting.splice(0).forEach(send)
  }
  const losses = (count: number) => t.becomes(`window.heard.disconnected?.length === ${count}`)
  return { t, come, losses, asked, loads: () => loads }
}

/** Every wait is the longest that may be drawn, and passes when the test says so. */
const SLOWLY = { clock: true, init: () => void (Math.random = () => 0.999) }

test("what is called before the module is there goes out after the welcome, in order, and the page is asked for it once", async () => {
  const { t, come, asked } = await openLate()
  await using _ = t
  await state(t, "connecting")
  await press(t, "B", "A", "C", "A")
  come()
  const peer = await t.nextPeer()
  const [, hello] = (await peer.next()) as [string, Record<string, unknown>]
  assert.equal(hello["at"], "p1.mac")
  peer.send("welcome", { v: 1, heartbeat: 20_000, build: "b1" })
  const names: unknown[] = []
  for (let i = 0; i < 4; i++) {
    const [, id, name] = await peer.next()
    names.push(name)
    peer.send("ack", id)
  }
  assert.deepEqual(names, ["B", "A", "C", "A"])
  await t.becomes(`document.querySelector("[data-livegen-pending]") === null`)
  assert.equal(asked.length, 1)
  assert.deepEqual(await t.events("connected"), [{ url: "/ws/a", reconnected: false }])
  assert.deepEqual([await t.events("callback-lost"), await t.events("disconnected"), await t.events("violation")], [[], [], []])
})

test("32 calls wait for it, ten seconds", async () => {
  const { t, come } = await openLate({ clock: true })
  await using _ = t
  await press(t, ...Array<string>(33).fill("A"))
  const reasons = async () => (await t.events("callback-lost")).map(({ reason }) => reason)
  assert.deepEqual(await reasons(), ["full"])
  await t.page.clock.runFor(9_999)
  assert.deepEqual(await reasons(), ["full"])
  await t.page.clock.runFor(1)
  assert.deepEqual(await reasons(), ["full", ...Array<string>(32).fill("expired")])
  await press(t, "B")
  come()
  const peer = await (await t.nextPeer()).welcome()
  assert.deepEqual((await peer.next())[2], "B")
})

test("a socket that is closed before it is there is not opened, and its calls are told so; the others open in order", async () => {
  const { t, come } = await openLate({ commands: [...OPEN, ["livegen.openSocket", "/ws/b"], ["livegen.openSocket", "/ws/c"]] })
  await using _ = t
  await press(t, "A")
  await t.apply(["livegen.closeSocket", "/ws/a"])
  assert.deepEqual((await t.events("callback-lost")).map(({ reason }) => reason), ["closed"])
  await t.apply(["livegen.openSocket", "/ws/d"], ["livegen.closeSocket", "/ws/d"], ["livegen.openSocket", "/ws/e"])
  come()
  const urls: string[] = []
  for (let i = 0; i < 3; i++) urls.push((await (await t.nextPeer()).welcome()).url)
  assert.deepEqual(urls, ["/ws/b", "/ws/c", "/ws/e"])
  await state(t, "open")
  await t.apply(["livegen.openSocket", "/ws/f"])
  assert.equal((await t.nextPeer()).url, "/ws/f") // each of the others opened once
})

test("a page may leave and come back before it is there", async () => {
  const { t, come } = await openLate()
  await using _ = t
  await press(t, "A")
  for (const type of ["pagehide", "pageshow"]) await t.page.evaluate(`dispatchEvent(new PageTransitionEvent("${type}", { persisted: true }))`)
  come()
  assert.equal((await (await (await t.nextPeer()).welcome()).next())[2], "A")
  await state(t, "open")
})

test("a module that fails is tried again, and what was called meanwhile goes out", async () => {
  const { t, come, losses } = await openLate(SLOWLY, 503)
  await using _ = t
  await losses(1)
  await press(t, "A", "B")
  await t.page.clock.runFor(250)
  await losses(2)
  come()
  await t.page.clock.runFor(500)
  const peer = await (await t.nextPeer()).welcome()
  assert.deepEqual([(await peer.next())[2], (await peer.next())[2]], ["A", "B"])
  await state(t, "open")
  const told = [250, 500].map((limit, attempt) => ({ url: "/ws/a", code: 1006, attempt, retryIn: limit * 0.999 }))
  assert.deepEqual(await t.events("disconnected"), told)
  assert.deepEqual([await t.events("error"), await t.events("callback-lost")], [[], []])
})

test("while it fails the person is told, and when the network is back it is tried at once", async () => {
  const { t, come, losses } = await openLate(SLOWLY, 503)
  await using _ = t
  await losses(1)
  for (const [tries, delay] of [250, 500].entries()) {
    await t.page.clock.runFor(delay)
    await losses(tries + 2)
  }
  await t.page.clock.runFor(998)
  assert.equal(await t.page.evaluate("document.documentElement.dataset.livegen"), "reconnecting")
  await t.page.evaluate(`dispatchEvent(new Event("online"))`)
  await losses(4)
  await t.page.clock.runFor(1_997)
  assert.equal(await t.page.textContent("[data-livegen-note]"), "Reconnecting…")
  come()
  await t.page.evaluate(`dispatchEvent(new Event("online"))`)
  await (await t.nextPeer()).welcome()
  await state(t, "open")
  assert.equal(await t.page.textContent("[data-livegen-note]"), "")
})

test("each try asks the server anew, also where a url that failed once is answered from memory; and the page stays", async () => {
  const { t, asked, losses, loads } = await openLate(SLOWLY, 503)
  await using _ = t
  await t.page.evaluate(`document.body.append(Object.assign(document.createElement("input"), { value: "typed" }))`)
  for (let tries = 1; tries <= 12; tries++) {
    await losses(tries)
    await t.page.clock.runFor(Math.ceil((await t.events("disconnected")).at(-1)!["retryIn"] as number))
  }
  await losses(13)
  assert.deepEqual(new Set(asked).size, asked.filter((url) => url.includes("?")).length + 1)
  assert.ok(asked.includes(`${MODULE}?12`))
  assert.equal(loads(), 1)
  assert.equal(await t.page.inputValue("input"), "typed")
})

test("one that neither comes nor fails is given up and asked for anew; when it comes late it does not run twice", async () => {
  const { t, come, losses, asked } = await openLate(SLOWLY)
  await using _ = t
  await press(t, "A")
  await t.armed(30_000)
  await t.page.clock.runFor(30_000)
  await t.armed(5_000) // is it gone?
  await t.page.clock.runFor(5_000)
  await losses(1)
  come()
  await t.page.clock.runFor(250)
  await (await t.nextPeer()).welcome()
  await t.apply(["livegen.openSocket", "/ws/b"])
  assert.equal((await t.nextPeer()).url, "/ws/b")
  assert.deepEqual(asked, [MODULE, MODULE, `${MODULE}?1`])
  assert.deepEqual((await t.events("callback-lost")).map(({ reason }) => reason), ["expired"])
})

test("who wants the page loaded again does not wait for it", async () => {
  const { t, loads } = await openLate({ clock: true, body: `<button id="b" ${act("click")}>b</button>`, commands: [] })
  await using _ = t
  await t.page.click("#b")
  ;(await t.nextPost()).acks([], { status: "stale", reason: "expired" })
  await t.page.locator("[data-livegen-note] button").click()
  await t.armed(2_000)
  const loaded = t.page.waitForEvent("load")
  t.page.clock.runFor(2_000).catch(() => {}) // within it the page goes
  await loaded
  assert.equal(loads(), 2)
})

test("one that the server does not have: the page stops and says so, and stays", async () => {
  const { t, loads } = await openLate({ init: atOnce }, 404)
  await using _ = t
  await state(t, "stopped")
  assert.equal(loads(), 1)
  assert.equal(await t.page.textContent("[data-livegen-note]"), "Disconnected Reload")
  await press(t, "A")
  assert.deepEqual((await t.events("callback-lost")).map(({ reason }) => reason), ["closed"])
  assert.deepEqual(await t.events("disconnected"), [{ url: "/ws/a", code: 1006, attempt: 0, retryIn: null }])
})

test("a socket that is asked for again before the module is there begins where the newer page was", async () => {
  const { t, come } = await openLate()
  await using _ = t
  await t.apply(["livegen.openSocket", "/ws/a", null, "p2.mac"])
  come()
  const [, hello] = (await (await t.nextPeer()).next()) as [string, Record<string, unknown>]
  assert.equal(hello["at"], "p2.mac")
})

test("nobody loads the page for a module that no socket needs any more", async () => {
  const { t, come, losses, asked, loads } = await openLate(SLOWLY, 503)
  await using _ = t
  await losses(1)
  const before = asked.length
  await t.apply(["livegen.closeSocket", "/ws/a"])
  await t.page.clock.runFor(60_000)
  assert.deepEqual([asked.length, loads()], [before, 1])
  await t.apply(["livegen.openSocket", "/ws/b"])
  await losses(2)
  come()
  await t.page.clock.runFor(250)
  assert.equal((await (await t.nextPeer()).welcome()).url, "/ws/b")
})
