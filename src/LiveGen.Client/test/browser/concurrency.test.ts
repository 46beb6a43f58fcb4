// Several calls at once: what waits, what replaces, what is dropped, and the marks of what is unanswered.
import assert from "node:assert/strict"
import { test } from "node:test"
import { act, openActing } from "./acting.ts"
import { lg, openLive } from "./live.ts"
import { atOnce } from "./renewing.ts"

const button = (id: string, options: object = {}) => `<button id="${id}" ${act("click", { post: `/${id}`, ...options })}>${id}</button>`

test("calls go out one at a time and in order; a parallel one does not wait", async () => {
  await using t = await openActing(button("a") + button("b") + button("c", { concurrency: "parallel" }))
  for (const id of ["#a", "#b", "#c"]) await t.page.click(id)
  const [a, c] = [await t.nextPost(), await t.nextPost()]
  assert.deepEqual([a.request.url, c.request.url, t.postsWaiting()], ["/a", "/c", 0])
  assert.equal(await t.page.locator("[aria-busy]").count(), 3)
  a.acks()
  assert.equal((await t.nextPost()).request.url, "/b")
})

test("two clicks are two calls, in order; with drop the second is none", async () => {
  await using t = await openActing(button("a") + button("d", { concurrency: "drop" }) + button("e", { blocks: true }))
  await t.page.dblclick("#a")
  ;(await t.nextPost()).acks()
  ;(await t.nextPost()).acks()
  await t.page.dblclick("#d")
  await t.page.dblclick("#e")
  const d = await t.nextPost()
  d.acks()
  const e = await t.nextPost()
  assert.deepEqual([d.request.url, e.request.url], ["/d", "/e"])
  e.acks()
  await t.page.locator("#e:not([aria-busy])").waitFor()
  assert.equal(t.postsWaiting(), 0)
  await t.page.click("#d")
  assert.equal((await t.nextPost()).request.url, "/d")
})

test("latest: typing while answers come out of order loses no character and never shows an older answer", async () => {
  await using t = await openActing(`<input id="i" ${act("input", { concurrency: "latest", debounce: 100 })}><p id="out"></p>`, { clock: true })
  const type = async (text: string) => {
    await t.page.locator("#i").pressSequentially(text)
    await t.page.clock.runFor(100)
    return t.nextPost()
  }
  const first = await type("a")
  const second = await type("b")
  assert.deepEqual([first.frame[3], second.frame[3]], [["a"], ["ab"]])
  await t.page.locator("#i").pressSequentially("c")
  second.acks([["livegen.morph", "out", "echo ab"]])
  await t.page.locator("#out").getByText("echo ab").waitFor()
  first.acks([["livegen.morph", "out", "echo a"]])
  assert.equal(await t.page.inputValue("#i"), "abc")
  await t.page.clock.runFor(100)
  const third = await t.nextPost()
  third.acks([["livegen.morph", "out", "echo abc"]])
  await t.page.locator("#out").getByText("echo abc").waitFor()
  assert.deepEqual((await t.events("callback")).map(({ phase }) => phase), ["send", "send", "superseded", "ok", "send", "ok"])
  assert.equal(await t.page.inputValue("#i"), "abc")
})

test("latest replaces only what the same element called, and only what waits behind others", async () => {
  await using t = await openActing(
    button("a") + `<input id="i" ${act("input", { concurrency: "latest" })}><input id="j" ${act("input", { concurrency: "latest" })}>`,
  )
  await t.page.click("#a")
  const a = await t.nextPost()
  await t.page.locator("#i").pressSequentially("xyz")
  await t.page.locator("#j").pressSequentially("1")
  a.acks()
  const i = await t.nextPost()
  assert.deepEqual(i.frame[3], ["xyz"])
  i.acks()
  assert.deepEqual((await t.nextPost()).frame[3], ["1"])
})

test("latest on a socket replaces what waits to be sent", async () => {
  const { t, peer } = await openLive(`<input id="i" ${lg("input", { concurrency: "latest" })}>`, { init: atOnce })
  await using _ = t
  t.refuse(503)
  peer.terminate()
  await t.page.locator("html[data-livegen=reconnecting], html[data-livegen=offline]").waitFor()
  await t.page.locator("#i").pressSequentially("abc")
  t.refuse(null)
  const again = await (await t.nextPeer()).welcome()
  assert.deepEqual((await again.next())[3], ["abc"])
})

test("disableWith: the submit button says so and is off until the answer; its focus comes back", async () => {
  await using t = await openActing(
    `<form ${act("submit", { disableWith: "Saving…" })}><input name="a"><button id="s"><b>Save</b></button><button id="o">Other</button></form>`,
  )
  await t.page.dblclick("#s")
  const post = await t.nextPost()
  assert.deepEqual(await t.page.locator("#s").evaluate((e: HTMLButtonElement) => [e.disabled, e.textContent]), [true, "Saving…"])
  assert.equal(await t.page.locator("form[aria-busy=true]").count(), 1)
  await t.page.evaluate("new Promise(requestAnimationFrame)")
  post.acks()
  await t.becomes(`!s.disabled && s.innerHTML === "<b>Save</b>" && document.activeElement === s`)
  assert.equal(t.postsWaiting(), 0)
  assert.equal(await t.page.textContent("#o"), "Other")
})

test("disableWith: a button of two calls is free after the second answer, as it was", async () => {
  await using t = await openActing(
    `<form ${act("submit", { disableWith: "Saving…" })}><button id="s" ${act("click", { post: "/click", disableWith: "Wait…" })}>Save</button></form>`,
  )
  await t.page.locator("#s").evaluate((s: HTMLButtonElement) => {
    s.click()
    s.form!.dispatchEvent(new SubmitEvent("submit", { submitter: s, bubbles: true, cancelable: true }))
  })
  ;(await t.nextPost()).acks()
  const second = await t.nextPost()
  assert.deepEqual(await t.page.evaluate("[s.disabled, s.textContent]"), [true, "Saving…"])
  second.acks()
  await t.becomes(`!s.disabled && s.textContent === "Save"`)
})

test("disableWith on an input and on a link: the one is covered, the other has nothing to disable", async () => {
  await using t = await openActing(
    `<input type="button" id="i" value="Go" ${act("click", { disableWith: "…" })}><a id="l" href="#" ${act("click", { post: "/l", disableWith: "…" })}>l</a>`,
  )
  await t.page.click("#i")
  const post = await t.nextPost()
  assert.deepEqual(await t.page.evaluate("[i.disabled, i.value]"), [true, "…"])
  post.acks()
  await t.becomes(`!i.disabled && i.value === "Go"`)
  await t.page.click("#l")
  ;(await t.nextPost()).acks([], { status: "denied" })
  await t.page.locator("#l:not([aria-busy])").waitFor()
  assert.equal(await t.page.textContent("#l"), "l")
})

for (const [what, id] of [["patched", "s"], ["replaced", "other"]] as const)
  test(`disableWith: a button ${what} meanwhile is in the end what the server rendered`, async () => {
    const render = (id: string, text: string) => `<button id="${id}" ${act("click", { disableWith: "Saving…" })}>${text}</button>`
    await using t = await openActing(`<div id="root">${render("s", "Save")}</div>`)
    await t.page.click("#s")
    const post = await t.nextPost()
    await t.apply(["livegen.morph", "root", render(id, "Save 2")])
    assert.equal(await t.page.textContent("#root"), what === "patched" ? "Saving…" : "Save 2")
    assert.equal(await t.page.locator("button:disabled").count(), what === "patched" ? 1 : 0)
    post.acks([["livegen.morph", "root", render(id, "Saved")]])
    await t.becomes(`root.textContent === "Saved" && !root.querySelector(":disabled,[aria-busy],[data-livegen-pending]")`)
  })

test("disableWith ends with a refusal, a lost call and a timeout alike", async () => {
  await using t = await openActing(`<button id="s" ${act("click", { disableWith: "Saving…" })}>Save</button>`, { clock: true })
  for (const end of [(p: { breaks(): void }) => p.breaks(), () => t.page.clock.runFor(30_000)]) {
    await t.page.click("#s")
    const post = await t.nextPost()
    assert.equal(await t.page.textContent("#s"), "Saving…")
    await end(post)
    await t.becomes(`!s.disabled && s.textContent === "Save"`)
  }
})

test("loading: the named element is busy, shared marks stay until the last answer", async () => {
  await using t = await openActing(
    `<div id="list"></div>` + button("a", { loading: "list", concurrency: "parallel" }) + button("b", { loading: "list", concurrency: "parallel" }),
  )
  await t.page.click("#a")
  await t.page.click("#b")
  const [a, b] = [await t.nextPost(), await t.nextPost()]
  const busy = t.page.locator("#list[aria-busy=true][data-livegen-pending]")
  assert.equal(await busy.count(), 1)
  a.acks([["livegen.append", "list", "<p>x</p>"]])
  await t.page.locator("#a:not([aria-busy])").waitFor()
  assert.equal(await busy.count(), 1)
  b.acks()
  await t.page.locator("#list:not([aria-busy]):not([data-livegen-pending])").waitFor()
})

test("an interval calls an action, and not while offline", async () => {
  await using t = await openActing("", { clock: true })
  await t.apply(["livegen.intervalSet", "tick", 1000, { post: "/tick", args: [], seal: "s1" }])
  await t.page.clock.runFor(1000)
  ;(await t.nextPost()).acks()
  await t.offline(true)
  await t.page.clock.runFor(3000)
  await t.offline(false)
  assert.equal((await t.events("callback")).filter(({ phase }) => phase === "send").length, 1)
})
