// Going back and forward, addresses that verbs set, and where the page was scrolled to.
import assert from "node:assert/strict"
import { test } from "node:test"
import { follow, pathIs, tall, walk, type Walk } from "./navigating.ts"

const scrolled = ({ t }: Walk) => t.page.evaluate("Math.round(scrollY)")

async function go({ t }: Walk, steps: number): Promise<void> {
  await t.page.evaluate(`history.go(${steps})`)
}

async function arrived(w: Walk, times: number): Promise<void> {
  await w.t.becomes(`heard.navigated?.length === ${times}`)
}

test("back and forward load the page and bring it to where it was", async () => {
  const w = await walk({ "/": { title: "Home", html: tall("<h1>Home</h1>") }, "/b": { title: "B", html: tall("<h1>B</h1>") } }, { first: tall("<h1>Home</h1>") })
  await using t = w.t
  await t.page.evaluate("scrollTo(0, 1200)")
  await follow(w, "#to-b")
  assert.equal(await scrolled(w), 0)
  await t.page.evaluate("scrollTo(0, 700)")
  await go(w, -1)
  await arrived(w, 2)
  assert.deepEqual([await w.title(), await scrolled(w)], ["Home", 1200])
  await go(w, 1)
  await arrived(w, 3)
  assert.deepEqual([await w.title(), await scrolled(w)], ["B", 700])
  assert.deepEqual(w.asked, ["/b", "/", "/b"])
})

test("coming back from elsewhere the page is where it was", async () => {
  const w = await walk({ "/b": { html: tall("<h1>B</h1>") }, "/whole": "html" }, { first: tall("<h1>Home</h1>"), nav: `<a id="away" href="/whole" data-livegen-reload>w</a>` })
  await using t = w.t
  await t.page.evaluate("scrollTo(0, 900)")
  await t.page.evaluate("away.click()")
  await t.page.waitForURL("**/whole")
  await t.page.goBack()
  await t.becomes("Math.round(scrollY) === 900")
})

test("a link to the page itself adds no entry", async () => {
  const w = await walk({})
  await using t = w.t
  const before = await t.page.evaluate("history.length")
  await follow(w, "#home")
  assert.equal(await t.page.evaluate("history.length"), before)
})

test("a place on another page is scrolled to", async () => {
  const w = await walk({ "/b": { html: tall("") + `<h2 id="ü">here</h2>` + tall("") } }, { nav: `<a id="to-place" href="/b#ü">b</a>` })
  await using t = w.t
  await follow(w, "#to-place")
  await pathIs(w, "/b#%C3%BC")
  assert.ok(Number(await scrolled(w)) > 1000)
  assert.deepEqual(await t.events("error"), [])
})

test("places on the page are entries that nothing is loaded for", async () => {
  const w = await walk({}, { first: tall("<h1>Home</h1>") + `<p id="end">end</p>`, nav: `<a id="to-end" href="#end">e</a>` })
  await using t = w.t
  await t.page.evaluate("scrollTo(0, 300)")
  await t.page.evaluate(`document.querySelector("#to-end").click()`)
  await t.becomes("location.hash === '#end' && scrollY > 1000")
  await go(w, -1)
  await t.becomes("location.hash === '' && Math.round(scrollY) === 300")
  await go(w, 1)
  await t.becomes("location.hash === '#end' && scrollY > 1000")
  assert.deepEqual(w.asked, [])
})

test("an address that a verb has set is loaded when it is gone back to", async () => {
  const w = await walk({ "/": { title: "Home", html: "<p>all</p>" }, "/?open=1": { title: "One", html: "<p>one</p>" }, "/b": { html: "b" } })
  await using t = w.t
  await t.apply(["livegen.morph", "main", "<p>one</p>"], ["livegen.pushUrl", "/?open=1"])
  await t.becomes("location.search === '?open=1'")
  await go(w, -1)
  await arrived(w, 1)
  assert.equal(await t.page.textContent("#main"), "all")
  await go(w, 1)
  await arrived(w, 2)
  assert.equal(await t.page.textContent("#main"), "one")
  await t.apply(["livegen.replaceUrl", "/?open=2"])
  await t.becomes("location.search === '?open=2'")
  await follow(w, "#to-b")
  await go(w, -1)
  await arrived(w, 4)
  assert.deepEqual(w.asked, ["/", "/?open=1", "/b", "/?open=2"])
})


test("entries of the page's own scripts are theirs", async () => {
  const w = await walk({ "/b": { html: "b" } })
  await using t = w.t
  await t.page.evaluate(`{
    window.popped = []
    addEventListener("popstate", (e) => popped.push(e.state.dialog ?? "none"))
    history.pushState({ dialog: 1 }, "", "/?dialog")
    history.pushState({ dialog: 2 }, "", "/?dialog2")
  }`)
  await go(w, -1)
  await t.becomes("popped.length === 1")
  assert.deepEqual([await t.page.evaluate("popped"), w.asked], [[1], []])
})

test("who minds going back stays", async () => {
  const w = await walk({ "/b": { title: "B", html: "b" } })
  await using t = w.t
  await follow(w, "#to-b")
  await t.page.evaluate(`addEventListener("livegen:before-navigate", (e) => e.preventDefault(), true)`)
  await go(w, -1)
  await t.becomes("heard['before-navigate'].length === 2 && location.pathname === '/b'")
  assert.deepEqual([await w.title(), w.asked], ["B", ["/b"]])
})
