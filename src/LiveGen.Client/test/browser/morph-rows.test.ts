// Rows, cards and forms stay who they are while a patch moves them.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage, type TestPage } from "./harness.ts"
import { focus, keep, same, testCases, typeAndPlaceCaret, value, watchFocus } from "./patching.ts"

testCases([
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
])

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
