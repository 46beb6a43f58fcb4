// From what a person does to the frame on the wire, and from the answer back to the page.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage, type PageOptions, type Peer, type TestPage } from "./harness.ts"

const lg = (event: string, options: object = {}) =>
  `data-lg-${event}='${JSON.stringify({ to: "/ws/a", name: "Hit", args: [["r"]], ...options })}'`

/** A page whose socket is open. */
async function openLive(body: string, options: Partial<PageOptions> = {}): Promise<{ t: TestPage; peer: Peer }> {
  const t = await openPage({ body, commands: [["livegen.openSocket", "/ws/a"]], ...options })
  const peer = await (await t.nextPeer()).welcome()
  await t.page.locator("html[data-livegen=open]").waitFor()
  return { t, peer }
}

/** The arguments of the next callback. */
async function args(peer: Peer): Promise<unknown> {
  const [type, , , args] = await peer.next()
  assert.equal(type, "callback")
  return args
}

/** Calls "End": whatever was to be sent before it has been when it arrives. */
const END = `<button id="end" ${lg("click", { name: "End", args: [] })}>end</button>`
async function until(t: TestPage, peer: Peer): Promise<unknown[]> {
  await t.page.locator("#end").evaluate((e: HTMLElement) => e.click())
  const names: unknown[] = []
  for (;;) {
    const [, , name] = await peer.next()
    if (name === "End") return names
    names.push(name)
  }
}

test("a click inside bubbles to every ancestor that has a callback, innermost first", async () => {
  const { t, peer } = await openLive(
    `<div ${lg("click", { name: "Outer", args: [] })}><p ${lg("click", { name: "Inner", args: [] })}><b>b</b></p></div>${END}`,
  )
  await using _ = t
  await t.page.click("b")
  assert.deepEqual(await until(t, peer), ["Inner", "Outer"])
})

test("focus, blur and mouseenter concern their target alone", async () => {
  const { t, peer } = await openLive(
    `<div ${lg("focus", { name: "Wrong" })} ${lg("mouseenter", { name: "Enter" })}><input ${lg("focus", { name: "Focus" })} ${lg("blur", { name: "Blur" })}></div>${END}`,
  )
  await using _ = t
  await t.page.focus("input")
  await t.page.evaluate("document.activeElement.blur()")
  await t.page.hover("input")
  assert.deepEqual(await until(t, peer), ["Focus", "Blur", "Enter"])
})

test("callbacks that come with a patch work, and those that a patch changes are new (livewire #10227, htmx #2157)", async () => {
  const { t, peer } = await openLive(`<div id="root"><button ${lg("click", { args: [["v", "1"]] })}>b</button></div>`)
  await using _ = t
  await t.page.click("button")
  assert.deepEqual(await args(peer), [1])
  await t.apply(["livegen.morph", "root", `<button ${lg("click", { args: [["v", "2"]] })}>b</button>`])
  await t.page.click("button")
  assert.deepEqual(await args(peer), [2])
  await t.apply(["livegen.morph", "root", "<button>b</button>"])
  await t.apply(["livegen.morph", "root", `<button ${lg("click", { args: [["v", "3"]] })}>b</button>`])
  await t.page.click("button")
  assert.deepEqual(await args(peer), [3])
})

test("custom and noisy events are heard when data-lg-on names them, at boot and in a patch", async () => {
  const { t, peer } = await openLive(`<div id="root"><p data-lg-on="pick" ${lg("pick", { name: "Pick" })}>1</p></div>${END}`)
  await using _ = t
  const fire = (type: string) =>
    t.page.evaluate((type) => document.querySelector("#root p")!.dispatchEvent(new Event(type, { bubbles: true })), type)
  await fire("pick")
  await t.apply(["livegen.morph", "root", `<p data-lg-on="pointermove odd:name" ${lg("pointermove", { name: "Move" })} ${lg("odd:name", { name: "Odd" })}>1</p>`])
  await fire("pointermove")
  await fire("odd:name")
  assert.deepEqual(await until(t, peer), ["Pick", "Move", "Odd"])
})

test("a submit and a link that carry a callback do not leave the page; with a modifier the link is the browser's", async () => {
  const { t, peer } = await openLive(
    `<form id="f" action="/gone" ${lg("submit", { name: "Submit" })}><input name="a" value="1"><button>go</button></form>
     <a href="/gone" ${lg("click", { name: "Link", args: [] })}>link</a>${END}`,
  )
  await using _ = t
  const url = t.page.url()
  await t.page.click("form button")
  assert.deepEqual(await args(peer), [{ a: "1" }])
  await t.page.click("a")
  assert.deepEqual(await until(t, peer), ["Link"])
  const opened = t.context.waitForEvent("page")
  await t.page.click("a", { modifiers: ["Control"] })
  await (await opened).close()
  assert.deepEqual(await until(t, peer), [])
  assert.equal(t.page.url(), url)
})

test("what carries a drop callback can be dropped on, and the drop does not leave the page", async () => {
  const { t, peer } = await openLive(`<div id="d" ${lg("drop", { name: "Drop", args: [] })}><p>1</p></div><p id="e">2</p>${END}`)
  await using _ = t
  const prevented = await t.page.evaluate(() => {
    const fire = (on: string, type: string) =>
      !document.querySelector(on)!.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true }))
    return [fire("#d p", "dragover"), fire("#e", "dragover"), fire("#d p", "drop")]
  })
  assert.deepEqual(prevented, [true, false, true])
  assert.deepEqual(await until(t, peer), ["Drop"])
})

test("key predicates want exactly this key and exactly these modifiers", async () => {
  const { t, peer } = await openLive(`<input ${lg("keyup", { when: ["key", "Enter", "ctrl"] })}>${END}`)
  await using _ = t
  await t.page.focus("input")
  for (const key of ["Enter", "a", "Control+Shift+Enter", "Control+a"]) await t.page.keyboard.press(key)
  assert.deepEqual(await until(t, peer), [])
  await t.page.focus("input")
  await t.page.keyboard.press("Control+Enter")
  assert.deepEqual(await until(t, peer), ["Hit"])
})

test("an app's own predicate decides; an unknown one is an error and no call", async () => {
  const { t, peer } = await openLive(
    `<button id="a" ${lg("click", { when: ["odd", 3] })}>a</button><button id="b" ${lg("click", { when: ["nobody"] })}>b</button>${END}`,
  )
  await using _ = t
  await t.page.evaluate(`LiveGen.when("odd", (event, n) => event.type === "click" && n % 2 === 1)`)
  await t.page.click("#a")
  await t.page.click("#b")
  assert.deepEqual(await until(t, peer), ["Hit"])
  assert.match(String((await t.events("error"))[0]!["error"]), /nobody/)
})

test("the Enter that ends a composition does not send, in the order of Chromium's events and of Safari's", async () => {
  const { t, peer } = await openLive(
    `<input id="up" ${lg("keyup", { name: "Up", when: ["key", "Enter"] })}><input id="down" ${lg("keydown", { name: "Down", when: ["key", "Enter"] })}>${END}`,
  )
  await using _ = t
  await t.page.evaluate(() => {
    const fire = (id: string, event: Event) => document.getElementById(id)!.dispatchEvent(event)
    const key = (type: string, extra: object) => new KeyboardEvent(type, { key: "Enter", code: "Enter", bubbles: true, ...extra })
    for (const id of ["up", "down"]) {
      // Chromium: keydown while composing, the end, then a keyup that says it does not compose.
      fire(id, key("keydown", { isComposing: true, keyCode: 229 }))
      fire(id, new CompositionEvent("compositionend", { bubbles: true }))
      fire(id, key("keyup", { keyCode: 13 }))
      // Safari: the end first, then a keydown that only its keyCode gives away.
      fire(id, new CompositionEvent("compositionend", { bubbles: true }))
      fire(id, key("keydown", { keyCode: 229 }))
      fire(id, key("keyup", { keyCode: 13 }))
    }
  })
  assert.deepEqual(await until(t, peer), [])
  for (const id of ["#up", "#down"]) await t.page.press(id, "Enter")
  assert.deepEqual(await until(t, peer), ["Up", "Down"])
})

test("what is typed while composing is sent all the same (live_view #3788)", async () => {
  const { t, peer } = await openLive(`<input ${lg("input")}>`)
  await using _ = t
  await t.page.focus("input")
  const cdp = await t.context.newCDPSession(t.page)
  await cdp.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 })
  assert.deepEqual(await args(peer), ["に"])
})

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

test("trigger and form are busy until the answer, also across a patch, and free after a disconnect", async () => {
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
