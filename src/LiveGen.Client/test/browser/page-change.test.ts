// What goes with the old page and what stays; and pages that are loaded ahead.
import assert from "node:assert/strict"
import { test } from "node:test"
import { act } from "./acting.ts"
import { follow, tall, walk } from "./navigating.ts"
import { until } from "./renewing.ts"

test("another page begins anew, another query of the same page goes on", async () => {
  const form = `<input id="f"><details id="d"><p>x</p></details><div id="w" data-livegen-ignore></div>`
  const w = await walk({ "/?n=2": { html: form }, "/b": { html: form }, "/c": { html: "<p>c</p>" } }, {
    first: form, nav: `<a id="next" href="/?n=2">n</a><a id="to-c" href="/c">n</a>`,
  })
  await using t = w.t
  await t.page.fill("#f", "typed")
  await t.page.evaluate("d.open = true; w.textContent = 'widget'; f.blur()")
  await follow(w, "#next")
  assert.deepEqual(await t.page.evaluate("[f.value, d.open, w.textContent]"), ["typed", true, "widget"])
  await follow(w, "#to-b")
  assert.deepEqual(await t.page.evaluate("[f.value, d.open, w.textContent]"), ["", false, ""])
  await follow(w, "#to-c")
  assert.equal(await t.page.innerHTML("#main"), "<p>c</p>")
})

test("what is permanent stays the same node, as long as pages have it", async () => {
  const player = `<video id="player" data-livegen-permanent></video>`
  const w = await walk({ "/b": { html: `<h1>b</h1><section><div>${player}</div></section>` }, "/c": { html: "<h1>c</h1>" } }, {
    first: `<div><p>x</p>${player}</div>`, nav: `<a id="to-c" href="/c">n</a>`,
  })
  await using t = w.t
  await t.page.evaluate("window.old = player; player.append('state')")
  await follow(w, "#to-b")
  assert.equal(await t.page.evaluate("player === old && player.textContent"), "state")
  assert.equal(await t.page.evaluate("player.closest('section') !== null && document.querySelectorAll('#main p').length"), 0)
  await follow(w, "#to-c")
  assert.equal(await t.page.evaluate("old.isConnected"), false)
})

test("sockets and intervals of the old page end, those of the layout and those that the new one asks for do not", async () => {
  const callback = { to: "/ws/layout", args: [] }
  const w = await walk(
    { "/b": { html: "b", commands: [["livegen.openSocket", "/ws/both"], ["livegen.openSocket", "/ws/new"]] } },
    { commands: [
      ["livegen.openSocket", "/ws/old"], ["livegen.openSocket", "/ws/both"], ["livegen.intervalSet", "page", 3600000, callback],
      ["livegen.openSocket", "/ws/layout", 0], ["livegen.intervalSet", "layout", 3600000, callback, 0],
    ] },
  )
  await using t = w.t
  const [old, both, layout] = [await (await t.nextPeer()).welcome(), await (await t.nextPeer()).welcome(), await (await t.nextPeer()).welcome()]
  assert.deepEqual([old.url, both.url, layout.url], ["/ws/old", "/ws/both", "/ws/layout"])
  await t.page.evaluate("window.cleared = []; const clear = clearInterval; window.clearInterval = (id) => (cleared.push(id), clear(id))")
  await follow(w, "#to-b")
  assert.equal(await old.closed, 1000)
  assert.equal((await t.nextPeer()).url, "/ws/new")
  assert.equal(await t.page.evaluate("cleared.length"), 1)
  for (const peer of [both, layout]) {
    peer.send("commands", [["livegen.append", "main", peer.url]])
    await t.becomes(`main.textContent.includes("${peer.url}")`)
  }
})

test("what the old page called changes nothing of the new one, but around it what it says", async () => {
  const w = await walk({ "/b": { html: `<p id="b">b</p>` }, "/?n=2": { html: "<p>n</p>" } }, {
    first: `<button id="call" ${act("click")}>c</button>`, nav: `<b id="cart">0</b><a id="next" href="/?n=2">n</a>`,
  })
  await using t = w.t
  const answer = [["livegen.morph", "main", "<p>old</p>"], ["livegen.append", "b", "old"], ["livegen.morph", "cart", "1"]]
  await t.page.evaluate("call.click()")
  const gone = await t.nextPost()
  await follow(w, "#to-b")
  gone.acks(answer)
  await t.becomes("cart.textContent === '1'")
  assert.equal(await t.page.innerHTML("#main"), `<p id="b">b</p>`)
  await follow(w, "#home")
  await t.page.evaluate("call.click()")
  const same = await t.nextPost()
  await follow(w, "#next")
  same.acks([["livegen.morph", "main", "<p>mine</p>"]])
  await t.becomes("main.textContent === 'mine'")
})

test("a link under the pointer is loaded ahead, once", async () => {
  const w = await walk({ "/b": { title: "B", html: "b" } }, { clock: true })
  await using t = w.t
  await t.page.hover("#to-b")
  await t.page.clock.runFor(64)
  assert.deepEqual(w.asked, [])
  await t.page.clock.runFor(1)
  await follow(w, "#to-b")
  assert.deepEqual([w.asked, await w.title()], [["/b"], "B"])
})

test("what was loaded ahead is forgotten after ten seconds and after a call", async () => {
  const w = await walk({ "/b": { html: "b" }, "/c": { html: "c" } }, { clock: true, nav: `<a id="to-c" href="/c">c</a>` })
  await using t = w.t
  await t.page.focus("#to-c")
  await t.page.clock.runFor(65)
  await until(() => w.asked.length === 1)
  await t.page.clock.runFor(10000)
  await follow(w, "#to-c")
  assert.deepEqual(w.asked, ["/c", "/c"])
  await t.page.hover("#to-b")
  await t.page.clock.runFor(65)
  await until(() => w.asked.length === 3)
  await t.page.evaluate(`document.dispatchEvent(new CustomEvent("livegen:callback", { detail: {} }))`)
  await follow(w, "#to-b")
  assert.deepEqual(w.asked, ["/c", "/c", "/b", "/b"])
})

for (const [what, nav, init] of [
  ["a link that says so", `<a id="x" href="/b" data-livegen-prefetch="false">x</a>`],
  ["nofollow", `<a id="x" href="/b" rel="nofollow">x</a>`],
  ["a link with a callback", `<a id="x" href="/b" data-lg-click='{"to":"/ws/none","args":[]}'>x</a>`],
  ["the page itself", `<a id="x" href="/">x</a>`],
  ["anything for who saves data", `<a id="x" href="/b">x</a>`, () => Object.defineProperty(navigator, "connection", { value: { saveData: true } })],
] as [string, string, (() => void)?][])
  test(`${what} is not loaded ahead`, async () => {
    const w = await walk({ "/b": { html: "b" } }, { nav, clock: true, ...(init ? { init } : {}) })
    await using t = w.t
    await t.page.hover("#x")
    await t.page.clock.runFor(1000)
    await t.page.evaluate("fetch('/favicon.ico')") // what was asked for before it has arrived
    assert.deepEqual(w.asked, [])
  })

for (const calm of [false, true])
  test(`a page changes ${calm ? "at once for who wants little motion" : "in a transition"}`, async () => {
    const w = await walk({ "/b": { html: tall("b") } })
    await using t = w.t
    await t.page.emulateMedia({ reducedMotion: calm ? "reduce" : "no-preference" })
    await t.page.evaluate("{ window.began = 0; const real = document.startViewTransition.bind(document); document.startViewTransition = (run) => (began++, real(run)) }")
    await follow(w, "#to-b")
    assert.equal(await t.page.evaluate("began"), calm ? 0 : 1)
    assert.deepEqual(await t.events("violation"), [])
  })
