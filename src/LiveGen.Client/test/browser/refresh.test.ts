// A new build and a server that goes: what the page does by itself, and what it keeps.
import assert from "node:assert/strict"
import { test } from "node:test"
import { act } from "./acting.ts"
import type { TestPage } from "./harness.ts"
import { focus } from "./patching.ts"
import { atOnce, openRenewing } from "./renewing.ts"
import { follow, walk } from "./navigating.ts"

const state = (name: string) => `document.documentElement.dataset.livegen === "${name}"`
const note = "[data-livegen-note]"
const setHidden = (t: TestPage, hidden: boolean) =>
  t.page.evaluate((value) => {
    if (value) Object.defineProperty(document, "hidden", { value, configurable: true })
    else delete (document as { hidden?: boolean }).hidden
    document.dispatchEvent(new Event("visibilitychange"))
  }, hidden)

/** What was kept is in its place. */
const restored = (t: TestPage) => t.becomes(`!("livegen.kept" in sessionStorage)`)

const FIELDS = `<form id="f"><input name="text" value="was"><input id="i"><textarea name="area"></textarea><input type="checkbox" name="box" value="1">
  <input type="checkbox" name="box" value="2" checked><input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2">
  <select name="one"><option>a<option>b</select><select name="many" multiple><option selected>a<option>b<option>c</select>
  <input name="n" type="number"><input name="secret" type="password"><input name="card" autocomplete="cc-number"><input name="h" type="hidden" value="h">
  <input name="same"><input name="same"></form><form><input name="text"></form><input name="nobody's">`

async function edit(t: TestPage): Promise<void> {
  for (const [selector, text] of Object.entries({
    "#f [name=text]": "typed", "[name=area]": "a\nb", "[name=n]": "12", "[name=secret]": "p", "[name=card]": "4111", "form:not(#f) input": "other", "[name^=nobody]": "x",
  })) await t.page.fill(selector, text)
  await t.page.locator("[name=same]").first().fill("which?")
  await t.page.check("[name=box][value='1']")
  await t.page.uncheck("[name=box][value='2']")
  await t.page.check("[name=r][value='2']")
  await t.page.selectOption("[name=one]", "b")
  await t.page.selectOption("[name=many]", ["b", "c"])
  await t.page.evaluate("document.querySelector('[name=h]').value = 'changed'")
  await t.page.fill("#i", "hello")
  await t.page.locator("#i").evaluate((e: HTMLInputElement) => e.setSelectionRange(2, 4))
}

/** What the fields say. */
const values = (t: TestPage) =>
  t.page.evaluate(`[...document.querySelectorAll("input,select,textarea")].map(e => e.matches("[type=checkbox],[type=radio]") ? e.checked : e.multiple ? [...e.selectedOptions].map(o => o.value).join() : e.value)`)

const KEPT = ["typed", "hello", "a\nb", true, false, false, true, "b", "b,c", "12", "", "", "h", "", "", "other", "x"]

test("the note's button loads the page, and what was typed is there again, once and without secrets", async () => {
  const { t, loads } = await openRenewing(FIELDS)
  await using _ = t
  await (await t.nextPeer()).welcome({ build: "b2" })
  await t.becomes(state("open"))
  await edit(t)
  assert.equal(await t.page.textContent(note), "This page is out of date Reload")
  await t.page.evaluate(`document.querySelector("${note} button").click()`)
  await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await restored(t)
  assert.equal(loads(), 2)
  assert.deepEqual(await values(t), KEPT)
  assert.deepEqual(await focus(t.page, "#i"), [true, "hello", 2])
  assert.deepEqual(await t.page.evaluate("Object.keys(sessionStorage).filter(key => /kept/.test(key))"), [])
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

const old = {
  "of another page": () => (sessionStorage["livegen.kept"] ??= JSON.stringify([Date.now(), "/other", [["i", "x"]]])),
  "over a minute ago": () => (sessionStorage["livegen.kept"] ??= JSON.stringify([Date.now() - 60_001, "/", [["i", "x"]]])),
}
for (const [what, init] of Object.entries(old))
  test(`what was kept ${what} is forgotten`, async () => {
    const { t } = await openRenewing(FIELDS, { init })
    await using _ = t
    await (await t.nextPeer()).welcome()
    await restored(t)
    assert.equal(await t.page.inputValue("#i"), "")
  })

test("a hidden page is loaded again by itself", async () => {
  const { t, loads } = await openRenewing(FIELDS)
  await using _ = t
  await (await t.nextPeer()).welcome({ build: "b2" })
  await t.becomes(`document.querySelector("${note}").textContent`)
  await edit(t)
  await setHidden(t, true)
  await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await restored(t)
  assert.equal(loads(), 2)
  assert.deepEqual(await values(t), KEPT)
})

test("not while somebody looks, and not while a call is unanswered", async () => {
  const { t, loads } = await openRenewing(`<button id="b" ${act("click")}>b</button>`)
  await using _ = t
  await (await t.nextPeer()).welcome({ build: "b2" })
  await t.becomes(`document.querySelector("${note}").textContent`)
  await t.page.evaluate("b.click()")
  const post = await t.nextPost()
  await setHidden(t, true)
  await t.page.evaluate("new Promise(done => setTimeout(done)).then(() => fetch('/favicon.ico'))") // whoever waited as long has reloaded by now
  assert.equal(loads(), 1)
  post.acks()
  await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  assert.equal(loads(), 2)
})

test("pages of one build and servers of another do not reload for ever", async () => {
  const { t, loads } = await openRenewing("", {
    init: () => {
      Math.random = () => 0
      Object.defineProperty(document, "hidden", { value: true })
    },
  })
  await using _ = t
  for (let load = 1; load <= 4; load++) {
    const peer = await t.nextPeer()
    assert.equal(loads(), load)
    await peer.welcome({ build: "b2" })
  }
  await t.becomes("sessionStorage['livegen.reloads'] === '4'")
  await t.becomes(state("open"))
  assert.equal(loads(), 4)
})

test("an action's answer tells of a new build as well", async () => {
  const { t, loads } = await openRenewing(`<input id="i"><button id="b" ${act("click")}>b</button>`)
  await using _ = t
  await (await t.nextPeer()).welcome()
  await t.page.fill("#i", "typed")
  await t.page.click("#b")
  const post = await t.nextPost()
  post.answer(200, JSON.stringify([["ack", post.frame[1]]]), { "Content-Type": "application/json", "LiveGen-Build": "b2" })
  await t.becomes(`document.querySelector("${note}").textContent`)
  await setHidden(t, true)
  await (await t.nextPeer()).welcome()
  await t.becomes(`document.querySelector("#i").value === "typed"`)
  assert.equal(loads(), 2)
})

test("where the person goes next the page is loaded in full", async () => {
  const site = await walk({ "/a": { html: "a" }, "/b": { html: "b" } }, { commands: [["livegen.openSocket", "/ws/a", 0]], nav: `<a id="to-a" href="/a">A</a>`, init: atOnce })
  await using _ = site.t
  const peer = await (await site.t.nextPeer()).welcome()
  await site.t.becomes(state("open"))
  await follow(site, "#to-a")
  peer.terminate()
  await (await site.t.nextPeer()).welcome({ build: "b2" })
  await site.t.becomes(`document.querySelector("${note}").textContent`)
  await site.t.page.click("#to-b")
  await site.t.page.getByText("whole").waitFor()
  assert.equal(site.headers.at(-1)!["livegen-build"], "")
})

test("a server that goes: the page moves, and nobody sees it", async () => {
  const { t } = await openRenewing("")
  await using _ = t
  const peer = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await t.page.evaluate(`new MutationObserver(() => LiveGen.state.changed = true).observe(document.documentElement, { attributes: true })`)
  peer.send("drain", { max: 5_000 })
  const next = await t.nextPeer()
  assert.equal(await peer.closed, 1000)
  const [, hello] = (await next.next()) as [string, Record<string, unknown>]
  assert.equal(hello["resume"], "r1")
  next.send("welcome", { v: 1, channel: "ws.1", heartbeat: 20000, build: "b1", resume: "r2", resumed: "groups", positions: {} })
  await t.becomes("window.heard.connected.length === 2")
  assert.deepEqual([await t.events("disconnected"), await t.page.evaluate("LiveGen.state.changed")], [[], undefined])
})
