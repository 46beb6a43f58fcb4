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
    // A module of the runtime keeps the history, and comes when the first of these asks for it.
    then: async (page) => {
      await page.waitForURL("**/b#c")
      return js(`[location.pathname + location.hash, history.length]`)(page)
    },
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
