// How a callback is called, and what comes of its answer.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage } from "./harness.ts"
import { args, END, lg, openLive, until } from "./live.ts"

test("a debounced callback reads its values when it fires; a submit flushes it first", async () => {
  const { t, peer } = await openLive(
    `<form ${lg("submit", { name: "Submit", args: [] })}><input ${lg("input", { debounce: 300, name: "Typed" })}></form>`,
    { clock: true },
  )
  await using _ = t
  await t.page.locator("input").pressSequentially("ab")
  await t.page.locator("input").evaluate((e: HTMLInputElement) => (e.value = "later"))
  await t.page.clock.runFor(300)
  assert.deepEqual(await args(peer), ["later"])
  await t.page.fill("input", "last")
  await t.page.press("input", "Enter")
  assert.deepEqual([(await peer.next()).slice(2), (await peer.next()).slice(2)], [["Typed", ["last"]], ["Submit", []]])
})

test("confirm asks; no means no call", async () => {
  const { t, peer } = await openLive(`<button id="b" ${lg("click", { confirm: "Sure?" })}>b</button>${END}`)
  await using _ = t
  const answers = [false, true]
  const questions: string[] = []
  t.page.on("dialog", (dialog) => {
    questions.push(dialog.message())
    void (answers.shift() ? dialog.accept() : dialog.dismiss())
  })
  await t.page.click("#b")
  await t.page.click("#b")
  assert.deepEqual(await until(t, peer), ["Hit"])
  assert.deepEqual(questions, ["Sure?", "Sure?"])
})

test("blocks drops further calls to the same name until the answer", async () => {
  const { t, peer } = await openLive(
    `<button id="b" ${lg("click", { blocks: true, args: [] })}>b</button><button id="c" ${lg("click", { blocks: true, name: "Other", args: [] })}>c</button>${END}`,
  )
  await using _ = t
  for (const id of ["#b", "#b", "#c"]) await t.page.click(id)
  const [, id] = await peer.next()
  assert.deepEqual(await until(t, peer), ["Other"])
  peer.send("ack", id)
  await t.page.locator("#b:not([aria-busy])").waitFor()
  await t.page.click("#b")
  assert.deepEqual(await until(t, peer), ["Hit"])
})

test("trigger and form are busy until the answer, also across a patch, and free when nobody knows it any more", async () => {
  const { t, peer } = await openLive(
    `<div id="root"><form id="f"><button type="button" id="b" ${lg("click", { args: [] })}>b</button></form></div>`,
  )
  await using _ = t
  const busy = t.page.locator("[aria-busy=true][data-livegen-pending]")
  await t.page.click("#b")
  assert.equal(await busy.count(), 2)
  const [, id] = await peer.next()
  await t.apply(["livegen.morph", "root", `<form id="f"><button type="button" id="b" class="x" ${lg("click", { args: [] })}>b</button></form>`])
  assert.equal(await busy.count(), 2)
  peer.send("ack", id)
  await t.becomes(`!document.querySelector("[aria-busy], [data-livegen-pending]")`)
  await t.page.click("#b")
  await peer.next()
  peer.terminate()
  await (await t.nextPeer()).welcome({ resumed: "groups" })
  await t.becomes(`!document.querySelector("[aria-busy], [data-livegen-pending]")`)
  assert.deepEqual((await t.events("callback-lost")).map(({ name, reason }) => [name, reason]), [["Hit", "disconnected"]])
})

test("clear empties after the answer, and only what still holds what was sent", async () => {
  const { t, peer } = await openLive(`<input id="i" ${lg("keyup", { when: ["key", "Enter"], clear: true })}>`)
  await using _ = t
  const send = async (text: string) => {
    await t.page.fill("#i", text)
    await t.page.press("#i", "Enter")
    return (await peer.next())[1]
  }
  const first = await send("one")
  assert.equal(await t.page.inputValue("#i"), "one", "not before the answer")
  peer.send("ack", first)
  await t.becomes(`i.value === ""`)
  const second = await send("two")
  await t.page.fill("#i", "two and more")
  peer.send("ack", second)
  await t.page.locator("#i:not([aria-busy])").waitFor()
  assert.equal(await t.page.inputValue("#i"), "two and more")
  const third = await send("three")
  peer.send("ack", third, { status: "failed", error: "e1" })
  await t.page.locator("#i:not([aria-busy])").waitFor()
  assert.equal(await t.page.inputValue("#i"), "three")
})

test("invalid shows the message at its field, keeps the text, and is gone with the next word", async () => {
  const { t, peer } = await openLive(
    `<form id="f" ${lg("submit")}><input name="other"><input name="Text" value="x"><button>go</button></form>`,
  )
  await using _ = t
  await t.page.click("button")
  const [, id] = await peer.next()
  peer.send("ack", id, { status: "invalid", errors: { text: ["Too short.", "Rude."] } })
  const message = () => t.page.evaluate(`document.querySelector("[name=Text]").validationMessage`)
  await t.becomes(`document.querySelector("[name=Text]").validationMessage !== ""`)
  assert.equal(await message(), "Too short.")
  assert.equal(await t.page.inputValue("[name=Text]"), "x")
  assert.equal(await t.page.evaluate(`document.activeElement.name`), "Text")
  await t.page.click("button")
  assert.equal((await peer.next())[0], "callback", "a message of before does not keep the form from being sent again")
  assert.equal(await message(), "")
})

test("invalid without a field is announced", async () => {
  const { t, peer } = await openLive(`<button id="b" ${lg("click", { args: [] })}>b</button>`)
  await using _ = t
  await t.page.click("#b")
  peer.send("ack", (await peer.next())[1], { status: "invalid", errors: { Text: ["Write something."] } })
  await t.becomes(`document.querySelector("[aria-live=assertive]").textContent === "Write something."`)
})

for (const status of ["denied", "failed"])
  test(`${status} is announced, reported and cancelable`, async () => {
    const { t, peer } = await openLive(`<input id="i" ${lg("change")}>`)
    await using _ = t
    await t.page.fill("#i", "mine")
    await t.page.evaluate("document.activeElement.blur()")
    peer.send("ack", (await peer.next())[1], { status })
    await t.becomes(`document.querySelector("[aria-live=assertive]").textContent !== ""`)
    assert.equal((await t.events("error")).length, 1)
    assert.equal(await t.page.inputValue("#i"), "mine")

    await t.page.evaluate(`document.addEventListener("livegen:callback", e => e.detail.phase !== "send" && e.preventDefault())`)
    await t.page.fill("#i", "again")
    await t.page.evaluate("document.activeElement.blur()")
    peer.send("ack", (await peer.next())[1], { status })
    await t.page.locator("#i:not([aria-busy])").waitFor()
    assert.equal((await t.events("error")).length, 1)
  })

test("livegen:callback can keep a call from being sent", async () => {
  const { t, peer } = await openLive(`<button id="b" ${lg("click", { args: [] })}>b</button>${END}`)
  await using _ = t
  await t.page.evaluate(`document.addEventListener("livegen:callback", e => e.detail.name === "Hit" && e.preventDefault())`)
  await t.page.click("#b")
  assert.deepEqual(await until(t, peer), [])
  assert.equal(await t.page.locator("[aria-busy]#b").count(), 0)
})

test("a callback to a socket that nobody opened is an error that names it", async () => {
  const { t } = await openLive(`<button id="b" ${lg("click", { to: "/ws/other" })}>b</button>`)
  await using _ = t
  await t.page.click("#b")
  assert.match(String((await t.events("error"))[0]!["error"]), /open socket "\/ws\/other"/)
})

test("intervals call again and again, a name replaces, clear ends", async () => {
  const { t, peer } = await openLive(`<input id="i" value="v">${END}`, { clock: true })
  await using _ = t
  const spec = (name: string) => ({ to: "/ws/a", name, args: [["r", "i"]] })
  await t.apply(["livegen.intervalSet", "tick", 1000, spec("Wrong")], ["livegen.intervalSet", "tick", 1000, spec("Tick")])
  await t.page.clock.runFor(2000)
  assert.deepEqual(await until(t, peer), ["Tick", "Tick"])
  await t.apply(["livegen.intervalClear", "tick"])
  await t.page.clock.runFor(2000)
  assert.deepEqual(await until(t, peer), [])
})

test("a seal goes out with its call, and a shared key's token with it; the page's token goes with the hello", async () => {
  const t = await openPage({
    body:
      `<button id="b" ${lg("click", { args: [], seal: "s1" })}>b</button><button id="c" ${lg("click", { args: [], seal: "s2", key: "k1" })}>c</button>`,
    island: { token: "t0" },
    commands: [["livegen.openSocket", "/ws/a"], ["livegen.key", "k1", "t1"]],
  })
  await using _ = t
  const peer = await t.nextPeer()
  assert.deepEqual(await peer.next(), ["hello", { v: 1, build: "b1", token: "t0" }])
  peer.send("welcome", { v: 1, channel: "ws.1", heartbeat: 20000 })
  await t.page.click("#b")
  assert.deepEqual((await peer.next()).slice(2), ["Hit", [], null, "s1"])
  await t.page.click("#c")
  assert.deepEqual((await peer.next()).slice(2), ["Hit", [], null, "s2", "t1"])
})

test("stale offers to load the page again and touches nothing; the next success takes the note back", async () => {
  const { t, peer } = await openLive(`<input id="i"><button id="b" ${lg("click", { args: [] })}>b</button>`)
  await using _ = t
  await t.page.fill("#i", "typed")
  await t.page.click("#b")
  peer.send("ack", (await peer.next())[1], { status: "stale", reason: "expired" })
  const note = t.page.locator("[data-livegen-note]")
  await note.getByText("This page is out of date").waitFor()
  assert.equal(await t.page.inputValue("#i"), "typed")
  await t.page.click("#b")
  peer.send("ack", (await peer.next())[1])
  await note.waitFor({ state: "hidden" })
  await t.page.click("#b")
  peer.send("ack", (await peer.next())[1], { status: "stale", reason: "user" })
  await Promise.all([t.page.waitForEvent("load"), note.getByRole("button").click()])
})

test("signin shows a link to where that is done", async () => {
  const { t, peer } = await openLive(`<button id="b" ${lg("click", { args: [] })}>b</button>`)
  await using _ = t
  await t.page.click("#b")
  peer.send("ack", (await peer.next())[1], { status: "signin", url: "/login?ReturnUrl=%2F" })
  const link = t.page.locator("[data-livegen-note]").getByRole("link")
  await link.waitFor()
  assert.equal(await link.getAttribute("href"), "/login?ReturnUrl=%2F")
})
