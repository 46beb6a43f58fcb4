// The built-in commands, each through a batch as the server sends it.
import assert from "node:assert/strict"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { openPage } from "./harness.ts"

interface Case {
  name: string
  body: string
  commands: unknown[][]
  then: (page: Page) => Promise<unknown>
  expected: unknown
}

const html = (selector = "#t") => (page: Page) => page.innerHTML(selector)
const outer = (selector = "#t") => (page: Page) => page.locator(selector).evaluate((e) => e.outerHTML)
const js = (expression: string) => (page: Page) => page.evaluate(expression)

const cases: Case[] = [
  {
    name: "replace keeps the element when its kind is the same",
    body: `<p id="t" class="a">1</p>`,
    commands: [["livegen.replace", "t", `<p id="t" class="b">2</p>`]],
    then: outer(),
    expected: `<p id="t" class="b">2</p>`,
  },
  {
    name: "replace takes another tag, and several elements",
    body: `<div id="w"><p id="t">1</p></div>`,
    commands: [["livegen.replace", "t", `<h1 id="t">2</h1><hr>`]],
    then: html("#w"),
    expected: `<h1 id="t">2</h1><hr>`,
  },
  {
    name: "append and prepend add at the ends",
    body: `<ul id="t"><li>1</li></ul>`,
    commands: [["livegen.append", "t", "<li>2</li>"], ["livegen.prepend", "t", "<li>0</li>"]],
    then: html(),
    expected: "<li>0</li><li>1</li><li>2</li>",
  },
  {
    name: "before and after add around",
    body: `<div id="w"><p id="t"></p></div>`,
    commands: [["livegen.before", "t", "<i></i>"], ["livegen.after", "t", "<b></b>"]],
    then: html("#w"),
    expected: `<i></i><p id="t"></p><b></b>`,
  },
  {
    name: "an element that is there already is updated in its place, by all four (turbo #132, #1288)",
    body: `<ul id="t"><li id="a">1</li><li id="b">1</li><li id="c">1</li><li id="d">1</li></ul>`,
    commands: [
      ["livegen.append", "t", `<li id="a">2</li>`],
      ["livegen.prepend", "t", `<li id="b">2</li>`],
      ["livegen.before", "a", `<li id="c">2</li>`],
      ["livegen.after", "a", `<li id="d">2</li><li>new</li>`],
    ],
    then: html(),
    expected: `<li id="a">2</li><li>new</li><li id="b">2</li><li id="c">2</li><li id="d">2</li>`,
  },
  {
    name: "rows go into a table",
    body: `<table><tbody id="t"></tbody></table>`,
    commands: [["livegen.append", "t", "<tr><td>1</td></tr>"]],
    then: html(),
    expected: "<tr><td>1</td></tr>",
  },
  {
    name: "options go into a select",
    body: `<select id="t"></select>`,
    commands: [["livegen.append", "t", "<option selected>1</option>"]],
    then: js(`[t.options.length, t.value]`),
    expected: [1, "1"],
  },
  {
    name: "shapes go into an SVG as shapes, and HTML into its foreignObject as HTML",
    body: `<svg id="t"><foreignObject id="f"></foreignObject></svg>`,
    commands: [["livegen.append", "t", `<circle r="1"/>`], ["livegen.append", "f", `<p>1</p>`]],
    then: js(`[t.lastChild instanceof SVGCircleElement, f.firstChild instanceof HTMLParagraphElement]`),
    expected: [true, true],
  },
  { name: "remove", body: `<p id="t"></p>`, commands: [["livegen.remove", "t"]], then: js(`document.getElementById("t")`), expected: null },
  { name: "hide", body: `<p id="t"></p>`, commands: [["livegen.hide", "t"]], then: outer(), expected: `<p id="t" hidden=""></p>` },
  { name: "display", body: `<p id="t" hidden></p>`, commands: [["livegen.display", "t"]], then: outer(), expected: `<p id="t"></p>` },
  { name: "hidden", body: `<p id="t"></p>`, commands: [["livegen.hidden", "t"]], then: js(`t.style.visibility`), expected: "hidden" },
  {
    name: "visible",
    body: `<p id="t"></p>`,
    commands: [["livegen.hidden", "t"], ["livegen.visible", "t"]],
    then: js(`getComputedStyle(t).visibility`),
    expected: "visible",
  },
  {
    name: "focus",
    body: `<input id="t">`,
    commands: [["livegen.focus", "t"]],
    then: js(`document.activeElement.id`),
    expected: "t",
  },
  {
    name: "scrollTo",
    body: `<textarea rows="200"></textarea><p id="t"></p>`,
    commands: [["livegen.scrollTo", "t"]],
    then: js(`scrollY > 0`),
    expected: true,
  },
  {
    name: "addClass and removeClass take several names",
    body: `<p id="t" class="a b c"></p>`,
    commands: [["livegen.addClass", "t", "d  e"], ["livegen.removeClass", "t", "a c"], ["livegen.addClass", "t", ""]],
    then: js(`t.className`),
    expected: "b d e",
  },
  {
    name: "setAttribute sets text, true the bare name, null and false remove",
    body: `<p id="t" lang="da" draggable="true"></p>`,
    commands: [
      ["livegen.setAttribute", "t", "title", "1"],
      ["livegen.setAttribute", "t", "hidden", true],
      ["livegen.setAttribute", "t", "lang", null],
      ["livegen.setAttribute", "t", "draggable", false],
    ],
    then: outer(),
    expected: `<p id="t" title="1" hidden=""></p>`,
  },
  {
    name: "setAttribute sets safe urls",
    body: `<a id="t"></a>`,
    commands: [["livegen.setAttribute", "t", "href", "/x?javascript:1"]],
    then: js(`t.getAttribute("href")`),
    expected: "/x?javascript:1",
  },
  {
    name: "title",
    body: "",
    commands: [["livegen.title", "New & <b>"]],
    then: (page) => page.title(),
    expected: "New & <b>",
  },
  {
    name: "pushUrl and replaceUrl",
    body: "",
    commands: [["livegen.pushUrl", "/a?x=1"], ["livegen.replaceUrl", "/b#c"]],
    then: js(`[location.pathname + location.hash, history.length]`),
    expected: ["/b#c", 3],
  },
  {
    name: "reset gives a form what the server rendered, and empties a field",
    body: `<form id="t"><input name="reset" value="1"></form><input id="u" value="1">`,
    commands: [["livegen.setValue", "u", "2"], ["livegen.reset", "t"], ["livegen.reset", "u"]],
    then: js(`[document.querySelector("#t input").value, u.value]`),
    expected: ["1", ""],
  },
  {
    name: "a command that throws and one that nobody knows do not stop the batch",
    body: `<p id="t"></p>`,
    commands: [["livegen.remove", "nobody"], ["window.alert", "x"], ["eval", "x"], ["livegen.append", "t", "1"]],
    then: html(),
    expected: "1",
  },
]

for (const { name, body, commands, then, expected } of cases)
  test(name, async () => {
    await using t = await openPage({ body })
    await t.apply(...commands)
    assert.deepEqual(await then(t.page), expected)
  })

test("append does not touch the other children", async () => {
  await using t = await openPage({ body: `<ul id="t"><li><input></li></ul>` })
  await t.page.fill("input", "mine")
  await t.page.evaluate(`{
    window.records = []
    const note = (list) => records.push(...list.map(r => [r.type, r.addedNodes.length, r.removedNodes.length]))
    new MutationObserver(note).observe(t, { childList: true, attributes: true, characterData: true, subtree: true })
  }`)
  await t.apply(["livegen.append", "t", "<li>2</li>"])
  assert.deepEqual(await t.page.evaluate("records"), [["childList", 1, 0]])
  assert.equal(await t.page.inputValue("input"), "mine")
})

test("unknown names, unknown targets and what commands throw become livegen:error", async () => {
  await using t = await openPage({ body: "" })
  await t.apply(["livegen.remove", "nobody"], ["alert.constructor", "alert(1)"])
  await t.page.evaluate("Promise.resolve()")
  const errors = await t.events("error")
  assert.deepEqual(errors.map(({ command }) => command), [["livegen.remove", "nobody"], ["alert.constructor", "alert(1)"]])
  assert.match(String(errors[0]!["error"]), /nobody/)
  assert.match(String(errors[1]!["error"]), /alert\.constructor/)
})

for (const [what, ...args] of [
  ["onclick", "onclick", "alert(1)"],
  ["ONCLICK", "ONCLICK", "alert(1)"],
  ["srcdoc", "srcdoc", "<script>"],
  ["a javascript: url", "href", "javascript:alert(1)"],
  ["a javascript: url with white space", "href", " java\nscript:alert(1)"],
  ["a data: page", "src", "data:text/html,<script>alert(1)</script>"],
] as const)
  test(`setAttribute refuses ${what}`, async () => {
    await using t = await openPage({ body: `<a id="t"></a>` })
    await t.apply(["livegen.setAttribute", "t", ...args])
    assert.equal((await t.events("error")).length, 1)
    assert.equal(await outer()(t.page), `<a id="t"></a>`)
  })

for (const command of [
  ["livegen.redirect", "javascript:alert(1)"],
  ["livegen.pushUrl", "https://elsewhere.example/"],
  ["livegen.loadModule", "https://elsewhere.example/x.js"],
  ["livegen.download", "https://elsewhere.example/x", "x"],
  ["livegen.openSocket", "wss://elsewhere.example/ws"],
  ["livegen.openSocket", "//elsewhere.example/ws"],
])
  test(`${command.join(" ")} is refused`, async () => {
    await using t = await openPage({ body: "" })
    const before = t.page.url()
    await t.apply(command)
    assert.equal((await t.events("error")).length, 1)
    assert.equal(t.page.url(), before)
  })

test("redirect and reload", async () => {
  await using t = await openPage({ body: "" })
  const reloaded = t.page.waitForEvent("load")
  await t.apply(["livegen.reload"])
  await reloaded
  await t.apply(["livegen.redirect", "/module.js"])
  await t.page.waitForURL("**/module.js")
})

test("alert and console.log", async () => {
  await using t = await openPage({ body: "" })
  const said: string[] = []
  t.page.on("dialog", (dialog) => (said.push(dialog.message()), void dialog.accept()))
  t.page.on("console", (message) => said.push(message.text()))
  await t.apply(["alert", "hi"], ["console.log", "a", 1])
  assert.deepEqual(said, ["hi", "a 1"])
})

test("setClientState and dispatch reach the page's scripts", async () => {
  await using t = await openPage({ body: `<div id="w"><p id="t"></p></div>` })
  await t.page.evaluate(`{
    window.got = []
    w.addEventListener("ping", e => got.push(["w", e.target.id, e.detail]))
    document.addEventListener("pong", e => got.push(["document", e.detail]))
  }`)
  await t.apply(["livegen.setClientState", "dams", [1, 2]], ["livegen.dispatch", "t", "ping", { a: 1 }], ["livegen.dispatch", null, "pong", 2])
  assert.deepEqual(await t.page.evaluate("LiveGen.state.dams"), [1, 2])
  assert.deepEqual(await t.events("state"), [{ name: "dams", value: [1, 2] }])
  assert.deepEqual(await t.page.evaluate("got"), [["w", "t", { a: 1 }], ["document", 2]])
})

test("announce speaks through a live region that outlives a morph of the body", async () => {
  await using t = await openPage({ body: "" })
  await t.page.evaluate(`document.body.id = "body"`)
  await t.apply(["livegen.morph", "body", "<p>new</p>"], ["livegen.announce", "Saved", "polite"], ["livegen.announce", "Fire", "assertive"])
  assert.equal(await t.page.textContent("[aria-live=polite]"), "Saved")
  assert.equal(await t.page.textContent("[aria-live=assertive]"), "Fire")
})

test("download saves a file under its name", async () => {
  await using t = await openPage({ body: "" })
  const download = t.page.waitForEvent("download")
  await t.apply(["livegen.download", "/module.js", "code.js"])
  assert.equal((await download).suggestedFilename(), "code.js")
})

test("a command waits for the module that brings it", async () => {
  await using t = await openPage({ body: "" })
  await t.apply(["livegen.loadModule", "/module.js"], ["late", "from the module"])
  await t.becomes(`document.title === "from the module"`)
  assert.deepEqual(await t.events("error"), [])
})

test("commands registered by a classic script, by a module before and by one after are there for the first batch", async () => {
  const module = (name: string) => `<script nonce="x" type="module">
    const add = () => LiveGen.register("${name}", () => out.append("${name} "))
    window.LiveGen ? add() : document.addEventListener("livegen:ready", add)
  </script>`
  await using t = await openPage({
    body: `<p id="out"></p>${module("after")}
      <script nonce="x">document.addEventListener("livegen:ready", (e) => e.detail.register("classic", () => out.append("classic ")))</script>`,
    commands: [["classic"], ["after"]],
  })
  assert.equal(await t.page.textContent("#out"), "classic after ")
  assert.deepEqual(await t.events("error"), [])
})

test("before-apply can refuse a batch", async () => {
  await using t = await openPage({ body: `<p id="t"></p>` })
  await t.page.evaluate(`document.addEventListener("livegen:before-apply", e => e.preventDefault(), { once: true })`)
  await t.apply(["livegen.append", "t", "1"])
  await t.apply(["livegen.append", "t", "2"])
  assert.equal(await t.page.innerHTML("#t"), "2")
})
