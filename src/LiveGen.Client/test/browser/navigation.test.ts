// Following links inside a layout.
import assert from "node:assert/strict"
import { test } from "node:test"
import { follow, pathIs, walk } from "./navigating.ts"

test("a link loads what stands in the layout, and the layout stays", async () => {
  const w = await walk({ "/b": { title: "B", html: "<h1>Bee</h1>" }, "/c": { title: "C", html: "" } })
  await using t = w.t
  await t.page.evaluate("window.kept = nav; nav.mark = 1")
  await follow(w, "#to-b")
  assert.equal(await w.title(), "B")
  await pathIs(w, "/b")
  assert.equal(await t.page.innerHTML("#main"), `<h1 tabindex="-1">Bee</h1>`)
  assert.equal(await t.page.evaluate("nav === kept && history.length"), 3)
  const [first] = w.headers
  assert.deepEqual(
    ["accept", "livegen-build", "livegen-layouts", "livegen-token"].map((name) => first![name]),
    ["application/json", "b1", "L1-main", "T1"],
  )
  await t.page.evaluate(`nav.lastChild.href = "/c"`)
  await follow(w, "#to-b")
  assert.equal(w.headers[1]!["livegen-token"], "T1")
  assert.deepEqual(await t.events("error"), [])
  assert.deepEqual(await t.events("violation"), [])
})

test("the keyboard, the screen reader and the link of the page come along", async () => {
  const w = await walk({
    "/b": { title: "Bees", html: "<p>text</p><h1>Bee</h1>" },
    "/field": { html: "<h1>Form</h1><input autofocus id=field>" },
    "/bare": { html: "no heading" },
  }, { nav: `<a id="to-field" href="/field">f</a><a id="to-bare" href="/bare">f</a>` })
  await using t = w.t
  const focused = () => t.page.evaluate("document.activeElement.outerHTML.slice(0, 24)")
  await follow(w, "#to-b")
  assert.equal(await focused(), `<h1 tabindex="-1">Bee</h1`.slice(0, 24))
  assert.equal(await t.page.textContent("[aria-live=polite]"), "Bees")
  assert.equal(await t.page.getAttribute("#to-b", "aria-current"), "page")
  assert.equal(await t.page.getAttribute("#home", "aria-current"), null)
  await follow(w, "#to-field")
  assert.match(String(await focused()), /<input/)
  assert.equal(await t.page.textContent("[aria-live=polite]"), "Form")
  assert.equal(await t.page.getAttribute("#to-b", "aria-current"), null)
  await t.page.evaluate("field.blur()")
  await follow(w, "#to-bare")
  assert.match(String(await focused()), /<main id="main" tabindex/)
})

test("events tell of a visit, and the first can stop it", async () => {
  const w = await walk({ "/b": { html: "b" } })
  await using t = w.t
  await t.page.evaluate(`addEventListener("livegen:before-navigate", (e) => { if (window.dirty) e.preventDefault() }, true); window.dirty = true`)
  await t.page.evaluate(`document.querySelector("#to-b").click()`) // a pointer would load it ahead
  await pathIs(w, "/")
  assert.deepEqual(w.asked, [])
  await t.page.evaluate("window.dirty = false")
  await follow(w, "#to-b")
  const url = await t.page.evaluate("location.href")
  for (const name of ["before-navigate", "navigate", "navigated"]) assert.equal((await t.events(name)).at(-1)!["url"], url)
})

const native: [string, string, Parameters<import("playwright-core").Page["click"]>[1]?][] = [
  ["a link with a target", `<a id="x" href="/b" target="other">x</a>`],
  ["a download", `<a id="x" href="/b" download>x</a>`],
  ["another origin", `<a id="x" href="https://elsewhere.example/b">x</a>`],
  ["a link that says so", `<p data-livegen-reload><a id="x" href="/b">x</a></p>`],
  ["rel=external", `<a id="x" href="/b" rel="external">x</a>`],
  ["a place on the page", `<a id="x" href="#main">x</a>`],
  ["a mail", `<a id="x" href="mailto:a@b.c">x</a>`],
  ["a click with ctrl", `<a id="x" href="/b">x</a>`, { modifiers: ["Control"] }],
  ["a click with shift", `<a id="x" href="/b">x</a>`, { modifiers: ["Shift"] }],
  ["a click that another script has taken", `<a id="x" href="/b" class="taken">x</a>`],
  ["a posting form", `<form method="post" action="/b"><button id="x">x</button></form>`],
  ["a form for another window", `<form action="/b" target="other"><button id="x">x</button></form>`],
]

for (const [what, nav, options] of native)
  test(`${what} is not ours`, async () => {
    const w = await walk({ "/b": { html: "b" } }, { nav })
    await using t = w.t
    // Seen by the browser or not, this test's page stays.
    await t.page.evaluate(`{
      addEventListener("click", (e) => { if (e.target.matches(".taken")) e.preventDefault() }, true)
      for (const type of ["click", "submit"]) addEventListener(type, (e) => { if (type === "submit" || !e.target.form) { window.ours = e.defaultPrevented && !e.target.matches(".taken"); e.preventDefault() } })
    }`)
    await t.page.click("#x", options)
    await t.becomes("window.ours === false")
    assert.deepEqual(await t.events("before-navigate"), [])
  })

test("a link with a callback is the callback's", async () => {
  const w = await walk({ "/b": { html: "b" } }, { nav: `<a id="x" href="/b" data-lg-click='{"to":"/ws/none","args":[]}'>x</a>` })
  await using t = w.t
  await t.page.click("#x")
  await t.becomes("heard.error?.length === 1") // the socket of the call is not open here
  assert.deepEqual([w.asked, await t.events("before-navigate")], [[], []])
})

test("the last click wins", async () => {
  const w = await walk({ "/a": { title: "A", html: "a" }, "/b": { title: "B", html: "b" } }, { nav: `<a id="to-a" href="/a">a</a>`, hold: ["/a"] })
  await using t = w.t
  await t.page.evaluate(`document.querySelector("#to-a").click()`)
  await t.becomes("main.ariaBusy === 'true'")
  await follow(w, "#to-b")
  w.held.get("/a")?.()
  assert.equal(await w.title(), "B")
  await pathIs(w, "/b")
  assert.equal(await t.page.getAttribute("#main", "aria-busy"), null)
  assert.deepEqual((await t.events("navigated")).length, 1)
})

test("a bar shows that a page takes long", async () => {
  const w = await walk({ "/b": { html: "b" } }, { clock: true, hold: ["/b"] })
  await using t = w.t
  await t.page.evaluate(`document.querySelector("#to-b").click()`)
  await t.becomes("main.ariaBusy === 'true'")
  await t.page.clock.runFor(299)
  assert.equal(await t.page.locator("[data-livegen-progress]").count(), 0)
  await t.page.clock.runFor(1)
  assert.equal(await t.page.locator("[data-livegen-progress]").count(), 1)
  while (!w.held.has("/b")) await t.page.evaluate("0")
  w.held.get("/b")!()
  await t.becomes("heard.navigated?.length === 1 && !main.ariaBusy && !document.querySelector('[data-livegen-progress]')")
  assert.deepEqual(await t.events("violation"), [])
})

const whole: [string, Parameters<typeof walk>[0][string]][] = [
  ["a whole page", "html"],
  ["another build", (response) => response.writeHead(200, { "Content-Type": "application/json", "LiveGen-Build": "b2" }).end("[]")],
  ["an error", (response) => response.writeHead(500).end("broken")],
  ["a lost connection", (response) => response.destroy()],
  ["what is no JSON", (response) => response.writeHead(200, { "LiveGen-Build": "b1" }).end("<p>")],
  ["a page for a target that is not here", { html: "x", layouts: ["L2-other"] }],
]

for (const [what, page] of whole)
  test(`${what} is loaded by the browser`, async () => {
    const w = await walk({ "/b": page })
    await using t = w.t
    await t.page.click("#to-b")
    await t.page.waitForURL("**/b")
    assert.equal(await w.title(), "whole /b")
  })


test("a search form loads in part, and the field keeps the keyboard", async () => {
  const w = await walk({ "/find": { title: "Found", html: "<h1>1 hit</h1>" } }, {
    nav: `<form action="/find?old=1#x"><input name="q" id="q"><button name="b" value="1">go</button></form>`,
  })
  await using t = w.t
  await t.page.fill("#q", "a b&c")
  await t.page.press("#q", "Enter")
  await t.becomes("heard.navigated?.length === 1")
  await pathIs(w, "/find?q=a+b%26c&b=1")
  assert.equal(await t.page.evaluate("document.activeElement.id"), "q")
})

test("a page that came whole is marked in the nav as one that came in part is; what the server says there holds", async () => {
  const w = await walk({}, { nav: `<a id="section" href="/section" aria-current="true">s</a>` })
  await using t = w.t
  await t.becomes("home.ariaCurrent === 'page'")
  assert.deepEqual(await t.page.evaluate("[home.ariaCurrent, section.ariaCurrent, window['to-b'].ariaCurrent]"), ["page", "true", null])
})

test("links in a drawing are the browser's, and in nobody's way", async () => {
  const w = await walk({ "/b": { html: "b" } }, { nav: `<svg><a id="drawn" href="#there"><text y="20">x</text></a></svg>` })
  await using t = w.t
  await t.page.evaluate("window.broken = 0; addEventListener('error', () => broken++)")
  await t.page.evaluate("drawn.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))")
  await t.page.evaluate("document.getElementById('to-b').click()")
  await t.becomes("document.body.textContent.includes('whole') || main.textContent === 'b'")
  assert.equal(await t.page.evaluate("window.broken"), 0)
})
