// From what a person does to the frame on the wire.
import assert from "node:assert/strict"
import { test } from "node:test"
import { args, END, lg, openLive, until } from "./live.ts"

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
