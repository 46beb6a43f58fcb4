// What people have in a page survives a patch: every row of the table that the morph was chosen by, and the pitfalls
// that other libraries' users reported.
import assert from "node:assert/strict"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { openPage, type TestPage } from "./harness.ts"

interface Case {
  name: string
  html: string
  /** What the person does, or where the element is remembered (`keep`). */
  given?: (page: Page) => Promise<unknown>
  patch: string
  /** Gives a list of what to compare with `expected`. */
  then: (page: Page) => Promise<unknown>
  expected: unknown
}

/** Remembers elements by selector, to ask later whether they are still the same nodes. */
const keep = (page: Page, ...selectors: string[]) =>
  page.evaluate((all) => void Object.assign(window, { kept: all.map((s) => document.querySelector(s)) }), selectors)
const same = (page: Page, ...selectors: string[]) =>
  page.evaluate((all) => all.map((s, i) => document.querySelector(s) === (window as never as { kept: Element[] }).kept[i]), selectors)
const value = (page: Page, selector: string) => page.locator(selector).evaluate((e: HTMLInputElement) => e.value)
const checked = (page: Page, selector: string) => page.locator(selector).evaluate((e: HTMLInputElement) => e.checked)
/** [is focused, text, caret] */
const focus = (page: Page, selector: string) =>
  page.locator(selector).evaluate((e: HTMLInputElement) => [document.activeElement === e, e.value, e.selectionStart])
const typeAndPlaceCaret = async (page: Page, selector: string) => {
  await page.fill(selector, "hello")
  await page.locator(selector).evaluate((e: HTMLInputElement) => e.setSelectionRange(2, 2))
}
/** Counts blur and focus events from now on. */
const watchFocus = (page: Page) =>
  page.evaluate(() => {
    Object.assign(window, { blurs: 0 })
    addEventListener("blur", () => (window as never as { blurs: number }).blurs++, true)
  })

const cases: Case[] = [
  {
    name: "focus, caret and text, when a sibling comes in front of an input without id",
    html: `<input class="a">`,
    given: (page) => typeAndPlaceCaret(page, ".a"),
    patch: `<p>new</p><input class="a">`,
    then: (page) => focus(page, ".a"),
    expected: [true, "hello", 2],
  },
  {
    name: "focus, caret and text, when keyed items are reversed; nothing blurs",
    html: `<div id="i1"><input class="a"></div><div id="i2"></div><div id="i3"></div>`,
    given: async (page) => (await typeAndPlaceCaret(page, ".a"), await watchFocus(page)),
    patch: `<div id="i3"></div><div id="i2"></div><div id="i1"><input class="a"></div>`,
    then: async (page) => [...(await focus(page, ".a")), await page.evaluate("blurs")],
    expected: [true, "hello", 2, 0],
  },
  {
    name: "typed text, when the server's value is unchanged",
    html: `<input name="a" value="srv"><p>1</p>`,
    given: async (page) => (await page.fill("input", "mine"), await page.evaluate("document.activeElement.blur()")),
    patch: `<input name="a" value="srv"><p>2</p>`,
    then: (page) => value(page, "input"),
    expected: "mine",
  },
  {
    name: "typed text, when another attribute of the input changes (idiomorph #27)",
    html: `<input name="a" value="srv">`,
    given: async (page) => (await page.fill("input", "mine"), await page.evaluate("document.activeElement.blur()")),
    patch: `<input name="a" value="srv" class="wide">`,
    then: (page) => value(page, "input"),
    expected: "mine",
  },
  {
    name: "a check, when the server's is unchanged",
    html: `<input type="checkbox" name="a"><p>1</p>`,
    given: (page) => page.check("input"),
    patch: `<input type="checkbox" name="a" class="x"><p>2</p>`,
    then: (page) => checked(page, "input"),
    expected: true,
  },
  {
    name: "a removed check, when the server's is unchanged",
    html: `<input type="checkbox" name="a" checked>`,
    given: (page) => page.uncheck("input"),
    patch: `<input type="checkbox" name="a" checked class="x">`,
    then: (page) => checked(page, "input"),
    expected: false,
  },
  {
    name: "a chosen radio, when the server's is unchanged",
    html: `<input type="radio" name="a" value="1" checked><input type="radio" name="a" value="2">`,
    given: (page) => page.check("[value='2']"),
    patch: `<input type="radio" name="a" value="1" checked class="x"><input type="radio" name="a" value="2" class="x">`,
    then: (page) => checked(page, "[value='2']"),
    expected: true,
  },
  {
    name: "a chosen option, when the server's is unchanged",
    html: `<select name="a"><option>1<option>2<option selected>3</select>`,
    given: (page) => page.selectOption("select", "2"),
    patch: `<select name="a" class="x"><option>1<option class="x">2<option selected>3</select>`,
    then: (page) => value(page, "select"),
    expected: "2",
  },
  {
    name: "chosen options of a multiple select, when the server's are unchanged",
    html: `<select name="a" multiple><option selected>1<option>2<option>3</select>`,
    given: (page) => page.selectOption("select", ["2", "3"]),
    patch: `<select name="a" multiple class="x"><option selected>1<option>2<option>3<option>4</select>`,
    then: (page) => page.evaluate(`[...document.querySelector("select").selectedOptions].map(o => o.value)`),
    expected: ["2", "3"],
  },
  {
    name: "a chosen option, when the options are reordered",
    html: `<select name="a"><option value="1">1<option value="2">2<option value="3">3</select>`,
    given: (page) => page.selectOption("select", "2"),
    patch: `<select name="a"><option value="3">3<option value="2">2<option value="1">1</select>`,
    then: (page) => value(page, "select"),
    expected: "2",
  },
  {
    name: "a textarea's text, when the server's is unchanged",
    html: `<textarea name="a">srv</textarea>`,
    given: async (page) => (await page.fill("textarea", "mine"), await page.evaluate("document.activeElement.blur()")),
    patch: `<textarea name="a" class="x">srv</textarea>`,
    then: (page) => value(page, "textarea"),
    expected: "mine",
  },
  {
    name: "text being typed, when a stale echo comes (turbo #1199)",
    html: `<input name="a" value="">`,
    given: (page) => typeAndPlaceCaret(page, "input"),
    patch: `<input name="a" value="hel">`,
    then: (page) => focus(page, "input"),
    expected: [true, "hello", 2],
  },
  {
    name: "a textarea being typed in, when a stale echo comes",
    html: `<textarea name="a"></textarea>`,
    given: (page) => typeAndPlaceCaret(page, "textarea"),
    patch: `<textarea name="a">hel</textarea>`,
    then: (page) => focus(page, "textarea"),
    expected: [true, "hello", 2],
  },
  {
    name: "the server's changed value wins in a field that nobody edits",
    html: `<input name="a" value="1"><textarea name="b">1</textarea>`,
    given: async (page) => {
      await page.fill("input", "mine")
      await page.fill("textarea", "mine")
      await page.evaluate("document.activeElement.blur()")
    },
    patch: `<input name="a" value="2"><textarea name="b">2</textarea>`,
    then: async (page) => [await value(page, "input"), await value(page, "textarea")],
    expected: ["2", "2"],
  },
  {
    name: "the server's removed value empties a field that nobody edits",
    html: `<input name="a" value="1">`,
    given: async (page) => (await page.fill("input", "mine"), await page.evaluate("document.activeElement.blur()")),
    patch: `<input name="a">`,
    then: (page) => value(page, "input"),
    expected: "",
  },
  {
    name: "the server's changed check wins, focused or not",
    html: `<input type="checkbox" name="a"><input type="checkbox" name="b" checked>`,
    given: async (page) => {
      await page.uncheck("[name=b]")
      await page.check("[name=b]")
      await page.focus("[name=b]")
    },
    patch: `<input type="checkbox" name="a" checked><input type="checkbox" name="b">`,
    then: async (page) => [await checked(page, "[name=a]"), await checked(page, "[name=b]")],
    expected: [true, false],
  },
  {
    name: "the server's changed radio wins",
    html: `<input type="radio" name="a" value="1" checked><input type="radio" name="a" value="2"><input type="radio" name="a" value="3">`,
    given: (page) => page.check("[value='3']"),
    patch: `<input type="radio" name="a" value="1"><input type="radio" name="a" value="2" checked><input type="radio" name="a" value="3">`,
    then: async (page) => [await checked(page, "[value='2']"), await checked(page, "[value='3']")],
    expected: [true, false],
  },
  {
    name: "the server's changed option wins",
    html: `<select name="a"><option selected>1<option>2<option>3</select>`,
    given: (page) => page.selectOption("select", "3"),
    patch: `<select name="a"><option>1<option selected>2<option>3</select>`,
    then: (page) => value(page, "select"),
    expected: "2",
  },
  {
    name: "a details that was opened (idiomorph #7)",
    html: `<details><summary>s</summary><p>1</p></details>`,
    given: (page) => page.click("summary"),
    patch: `<details><summary>s</summary><p>2</p></details>`,
    then: (page) => page.evaluate(`[document.querySelector("details").open, document.querySelector("details p").textContent]`),
    expected: [true, "2"],
  },
  {
    name: "a modal dialog",
    html: `<dialog><p>1</p></dialog>`,
    given: (page) => page.evaluate(`document.querySelector("dialog").showModal()`),
    patch: `<dialog><p>2</p></dialog>`,
    then: (page) => page.evaluate(`[document.querySelector("dialog").matches(":modal"), document.querySelector("dialog p").textContent]`),
    expected: [true, "2"],
  },
  {
    name: "an open popover",
    html: `<div popover class="p">1</div>`,
    given: (page) => page.evaluate(`document.querySelector(".p").showPopover()`),
    patch: `<b>new</b><div popover class="p">2</div>`,
    then: (page) => page.evaluate(`document.querySelector(".p").matches(":popover-open")`),
    expected: true,
  },
  {
    name: "a CSS transition, when a class changes",
    html: `<div class="box">1</div>`,
    given: async (page) => {
      await page.evaluate(`{
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(".box { opacity: 1; transition: opacity 60s } .gone { opacity: 0 }")
        document.adoptedStyleSheets.push(sheet)
        document.querySelector(".box").getBoundingClientRect()
      }`)
    },
    patch: `<div class="box gone">1</div>`,
    then: (page) => page.evaluate(`document.getAnimations().map(a => a.transitionProperty)`),
    expected: ["opacity"],
  },
  {
    name: "an iframe is not loaded again, when siblings come and the order is reversed (live_view #2889)",
    html: `<div id="a"></div><iframe id="f"></iframe><div id="b"></div>`,
    given: (page) => page.evaluate(`document.querySelector("iframe").contentWindow.alive = true`),
    patch: `<p></p><div id="b"></div><iframe id="f"></iframe><div id="a"></div>`,
    then: (page) => page.evaluate(`document.querySelector("iframe").contentWindow.alive`),
    expected: true,
  },
  {
    name: "a playing video, when the order is reversed",
    html: `<div id="a"></div><div id="v"><video muted loop></video></div><div id="b"></div>`,
    given: (page) =>
      page.evaluate(async () => {
        const canvas = document.createElement("canvas")
        canvas.getContext("2d")
        const video = document.querySelector("video")!
        video.srcObject = canvas.captureStream(10)
        void video.play()
        canvas.getContext("2d")!.fillRect(0, 0, 9, 9)
      }),
    patch: `<div id="b"></div><div id="v"><video muted loop></video></div><div id="a"></div>`,
    then: (page) => page.evaluate(`document.querySelector("video").paused`),
    expected: false,
  },
  {
    name: "an inner scroll, when a sibling comes in front",
    html: `<textarea class="s" rows="2">${"x\n".repeat(50)}</textarea>`,
    given: (page) => page.evaluate(`document.querySelector(".s").scrollTop = 40`),
    patch: `<p>new</p><textarea class="s" rows="2">${"x\n".repeat(50)}</textarea>`,
    then: (page) => page.evaluate(`document.querySelector(".s").scrollTop`),
    expected: 40,
  },
  {
    name: "an inner scroll and a running animation, when the order is reversed",
    html: `<div id="a"></div><div id="b"></div><div id="c"><textarea rows="2">${"x\n".repeat(50)}</textarea></div>`,
    given: (page) =>
      page.evaluate(`{
        const area = document.querySelector("textarea")
        area.scrollTop = 40
        area.animate([{ opacity: 0 }, { opacity: 1 }], 600_000).currentTime = 1000
      }`),
    patch: `<div id="c"><textarea rows="2">${"x\n".repeat(50)}</textarea></div><div id="b"></div><div id="a"></div>`,
    then: (page) => page.evaluate(`[document.querySelector("textarea").scrollTop, document.querySelector("textarea").getAnimations()[0].currentTime >= 1000]`),
    expected: [40, true],
  },
  {
    name: "a widget's subtree under data-livegen-ignore",
    html: `<p>1</p><div data-livegen-ignore id="w"></div>`,
    given: (page) => page.evaluate(`{ const b = document.createElement("b"); b.textContent = "map"; document.querySelector("#w").append(b); document.querySelector("#w").className = "ready" }`),
    patch: `<p>2</p><div data-livegen-ignore id="w">placeholder</div>`,
    then: (page) => page.evaluate(`[document.querySelector("#w").textContent, document.querySelector("#w").className]`),
    expected: ["map", "ready"],
  },
  {
    name: "a widget without id among siblings that come and go",
    html: `<p>1</p><div data-livegen-ignore></div><p>2</p>`,
    given: (page) => page.evaluate(`document.querySelector("[data-livegen-ignore]").append("map")`),
    patch: `<h1>new</h1><div data-livegen-ignore></div>`,
    then: (page) => page.evaluate(`document.querySelector("#root").textContent`),
    expected: "newmap",
  },
  {
    name: "a foreign sibling that a script put there",
    html: `<p>1</p>`,
    given: (page) => page.evaluate(`{ const d = document.createElement("div"); d.setAttribute("data-livegen-ignore", ""); d.id = "foreign"; document.querySelector("#root").append(d) }`),
    patch: `<p>2</p><p>3</p>`,
    then: (page) => page.evaluate(`document.querySelectorAll("#root > #foreign").length`),
    expected: 1,
  },
  {
    name: "attributes named in data-livegen-keep",
    html: `<div class="a" title="1" data-livegen-keep="class style">1</div>`,
    given: (page) => page.evaluate(`{ const d = document.querySelector("#root div"); d.classList.add("js"); d.style.top = "3px" }`),
    patch: `<div class="a" title="2" data-livegen-keep="class style">2</div>`,
    then: (page) => page.evaluate(`{ const d = document.querySelector("#root div"); [d.className, d.style.top, d.title, d.textContent] }`),
    expected: ["a js", "3px", "2", "2"],
  },
  {
    name: "contenteditable in use",
    html: `<div contenteditable class="e">old</div>`,
    given: async (page) => (await page.focus(".e"), await page.keyboard.type("mine ")),
    patch: `<p></p><div contenteditable class="e">new</div>`,
    then: (page) => page.evaluate(`[document.querySelector(".e").textContent.includes("mine"), document.activeElement.className]`),
    expected: [true, "e"],
  },
  {
    name: "contenteditable that nobody edits takes the server's text",
    html: `<div contenteditable class="e">old</div>`,
    patch: `<div contenteditable class="e">new</div>`,
    then: (page) => page.innerText(".e"),
    expected: "new",
  },
  {
    name: "a file input's files",
    html: `<input type="file" name="f"><p>1</p>`,
    given: (page) => page.setInputFiles("input", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") }),
    patch: `<p>0</p><input type="file" name="f" class="x"><p>2</p>`,
    then: (page) => page.evaluate(`[...document.querySelector("input").files].map(f => f.name)`),
    expected: ["a.txt"],
  },
  {
    name: "a card that moves to another parent stays alive",
    html: `<div id="l1"><div id="card"><iframe></iframe></div></div><div id="l2"></div>`,
    given: async (page) => (await page.evaluate(`document.querySelector("iframe").contentWindow.alive = true`), await keep(page, "#card")),
    patch: `<div id="l1"></div><div id="l2"><div id="card"><iframe></iframe></div></div>`,
    then: async (page) => [...(await same(page, "#card")), await page.evaluate(`document.querySelector("#l2 iframe").contentWindow.alive`)],
    expected: [true, true],
  },
  {
    name: "a card whose old list goes and whose new list is new",
    html: `<ul><li><b id="card">1</b></li></ul>`,
    given: (page) => keep(page, "#card"),
    patch: `<ol><li>0</li><li><b id="card">1</b></li></ol>`,
    then: async (page) => [...(await same(page, "#card")), await page.innerHTML("#root")],
    expected: [true, `<ol><li>0</li><li><b id="card">1</b></li></ol>`],
  },
  {
    name: "parent and child with ids trade places",
    html: `<div id="a"><div id="b"></div></div>`,
    given: (page) => keep(page, "#a", "#b"),
    patch: `<div id="b"><div id="a"></div></div>`,
    then: async (page) => [...(await same(page, "#a", "#b")), await page.innerHTML("#root")],
    expected: [true, true, `<div id="b"><div id="a"></div></div>`],
  },
  {
    name: "typed text stays with its row, when a row without id comes in front",
    html: `<li>one <input></li><li>two <input></li>`,
    given: async (page) => (await page.locator("input").nth(0).fill("first"), await page.locator("input").nth(1).fill("second")),
    patch: `<li>zero <input></li><li>one <input></li><li>two <input></li>`,
    then: (page) => page.evaluate(`[...document.querySelectorAll("#root li")].map(li => li.textContent + li.querySelector("input").value)`),
    expected: ["zero ", "one first", "two second"],
  },
  {
    name: "typed text stays with its row, when rows change places and one changes",
    html: `<li>one <input></li><li>two <input></li><li>three <input></li>`,
    given: async (page) => page.locator("input").nth(1).fill("second"),
    patch: `<li>two <input></li><li>new <input></li><li>three <input></li>`,
    then: (page) => page.evaluate(`[...document.querySelectorAll("#root li")].map(li => li.textContent + li.querySelector("input").value)`),
    expected: ["two second", "new ", "three "],
  },
  {
    name: "typed text stays with its data-key",
    html: `<li data-key="1">one <input></li><li data-key="2">two <input></li>`,
    given: async (page) => page.locator("input").nth(1).fill("second"),
    patch: `<li data-key="2">TWO <input></li><li data-key="1">ONE <input></li>`,
    then: (page) => page.evaluate(`[...document.querySelectorAll("#root li")].map(li => li.textContent + li.querySelector("input").value)`),
    expected: ["TWO second", "ONE "],
  },
  {
    name: "typed text stays with its wrapper around an id",
    html: `<li><b>1</b><input id="x"></li><li><b>2</b><input id="y"></li>`,
    given: async (page) => (await page.fill("#y", "why"), await keep(page, "li:nth-child(2)")),
    patch: `<li><b>new</b><input id="y"></li><li><b>old</b><input id="x"></li>`,
    then: async (page) => [...(await same(page, "li:nth-child(1)")), await value(page, "#y")],
    expected: [true, "why"],
  },
  {
    name: "typed text does not slide into a field of another name",
    html: `<input name="first">`,
    given: async (page) => page.fill("input", "mine"),
    patch: `<input name="second">`,
    then: (page) => value(page, "input"),
    expected: "",
  },
  {
    name: "duplicate ids: the right final document",
    html: `<p id="d">1</p><p id="d">2</p>`,
    patch: `<p id="d">3</p><b></b><p id="d">4</p><p id="d">5</p>`,
    then: (page) => page.innerHTML("#root"),
    expected: `<p id="d">3</p><b></b><p id="d">4</p><p id="d">5</p>`,
  },
  {
    name: "a form that contains <input name=id> keeps its node",
    html: `<form id="f"><input name="id"><input name="elements"></form>`,
    given: (page) => keep(page, "form"),
    patch: `<p></p><form id="f" class="x"><input name="id"><input name="elements"></form>`,
    then: (page) => same(page, "form"),
    expected: [true],
  },
  {
    name: "an unchanged script does not run again, nor is it removed; a new one does not run",
    html: `<script nonce="x">window.runs = (window.runs ?? 0) + 1</script><p>1</p>`,
    patch: `<p>0</p><script>window.runs++</script><p>2</p><script>window.runs++</script>`,
    then: (page) => page.evaluate(`[window.runs, document.querySelectorAll("#root script").length]`),
    expected: [1, 1],
  },
  {
    name: "whitespace between reordered rows is not rewritten into something else",
    html: `\n  <p id="a">1</p>\n  <p id="b">2</p>\n`,
    patch: `\n  <p id="b">2</p>\n  <p id="a">1</p>\n`,
    then: (page) => page.innerHTML("#root"),
    expected: `\n  <p id="b">2</p>\n  <p id="a">1</p>\n`,
  },
]

for (const { name, html, given, patch, then, expected } of cases)
  test(name, async () => {
    await using t = await openPage({ body: `<div id="root">${html}</div>` })
    await given?.(t.page)
    await t.apply(["livegen.morph", "root", patch])
    assert.deepEqual(await then(t.page), expected)
    assert.deepEqual(await t.events("error"), [])
  })

test("a table's rows, into a tbody", async () => {
  await using t = await openPage({ body: `<table><tbody id="root"><tr><td>1</td></tr></tbody></table>` })
  await t.apply(["livegen.morph", "root", "<tr><td>1</td></tr><tr><td>2</td></tr>"])
  assert.equal(await t.page.innerHTML("#root"), "<tr><td>1</td></tr><tr><td>2</td></tr>")
})

async function composing(t: TestPage) {
  const cdp = await t.context.newCDPSession(t.page)
  await t.page.focus("input")
  await cdp.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 })
  return cdp
}

test("an IME's composition survives a stale echo and a new sibling (live_view #3322)", async () => {
  await using t = await openPage({ body: `<div id="root"><input name="a" value=""></div>` })
  const cdp = await composing(t)
  await t.apply(["livegen.morph", "root", `<p>new</p><input name="a" value="srv">`])
  await cdp.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 })
  await cdp.send("Input.insertText", { text: "日本" })
  assert.equal(await value(t.page, "input"), "日本")
})

test("once the field is left, the server's word that it did not take is still news", async () => {
  await using t = await openPage({ body: `<div id="root"><input name="a" value=""></div>` })
  await t.page.fill("input", "abc")
  await t.apply(["livegen.morph", "root", `<input name="a" value="ABC">`])
  assert.equal(await value(t.page, "input"), "abc")
  await t.page.evaluate("document.activeElement.blur()")
  await t.apply(["livegen.morph", "root", `<input name="a" value="ABC">`])
  assert.equal(await value(t.page, "input"), "ABC")
})

for (const [kind, callback, expected] of [
  ["unchanged and unmoved", "", []],
  ["moved with connectedMoveCallback", "connectedMoveCallback() { log.push('moved') }", ["moved"]],
] as const)
  test(`a custom element that is ${kind}`, async () => {
    const define = `<script nonce="x">window.log = []
      customElements.define("x-probe", class extends HTMLElement {
        connectedCallback() { log.push("connected") }
        disconnectedCallback() { log.push("disconnected") }
        ${callback}
      })</script>`
    await using t = await openPage({ head: define, body: `<div id="root"><i id="a"></i><i id="b"></i><x-probe id="p"></x-probe></div>` })
    await t.page.evaluate("log.length = 0")
    const patch = callback ? `<x-probe id="p"></x-probe><i id="b"></i><i id="a"></i>` : `<i id="a">1</i><i id="b"></i><x-probe id="p"></x-probe>`
    await t.apply(["livegen.morph", "root", patch])
    assert.deepEqual(await t.page.evaluate("log"), expected)
  })

test("without moveBefore: focus and caret come back, and nothing blurs when the others can move instead", async () => {
  await using t = await openPage({
    body: `<div id="root"><p id="a"></p><p id="b"></p><p id="c"><input></p></div><div id="side"></div>`,
    init: () => delete (Element.prototype as { moveBefore?: unknown }).moveBefore,
  })
  await typeAndPlaceCaret(t.page, "input")
  await watchFocus(t.page)
  await t.apply(["livegen.morph", "root", `<p id="c"><input></p><p id="b"></p><p id="a"></p>`])
  assert.deepEqual([...(await focus(t.page, "input")), await t.page.evaluate("blurs")], [true, "hello", 2, 0])
  await t.apply(["livegen.morph", "root", `<p id="b"></p><div><p id="c"><input></p></div>`])
  assert.deepEqual(await focus(t.page, "input"), [true, "hello", 2])
})
