// What a read gives, by element, and what setting and clearing do.
import assert from "node:assert/strict"
import { describe, test, before, after } from "node:test"
import { openPage, type TestPage } from "./harness.ts"
import type { Parts } from "./pages/parts.ts"

const reads: [html: string, json: string][] = [
  [`<input value="a &quot;b&quot;">`, `"a \\"b\\""`],
  [`<input type="hidden" value="7">`, `"7"`],
  [`<textarea>a\nb</textarea>`, `"a\\nb"`],
  [`<input type="number" value="12.50">`, "12.50"],
  [`<input type="number" value="9007199254740993">`, "9007199254740993"],
  [`<input type="number" value=".5">`, "0.5"],
  [`<input type="number" value="12abc">`, "null"],
  [`<input type="number">`, "null"],
  [`<input type="range" min="0" max="10" value="3">`, "3"],
  [`<input type="checkbox" checked>`, "true"],
  [`<input type="checkbox" value="x">`, "false"],
  [`<input type="radio" name='a"]b' value="1"><input type="radio" name='a"]b' value="2" checked>`, `"2"`],
  [`<input type="radio" name="a" value="1"><form><input type="radio" name="a" value="2" checked></form>`, "null"],
  [`<select><option value="1">one<option value="2" selected>two</select>`, `"2"`],
  [`<select multiple><option selected>1<option>2<option selected>3</select>`, `["1","3"]`],
  [`<select multiple><option>1</select>`, "[]"],
  [`<input type="date" value="2026-02-03">`, `"2026-02-03"`],
  [`<input type="date">`, "null"],
  [`<input type="time">`, "null"],
  [`<input type="datetime-local" value="2026-02-03T04:05">`, `"2026-02-03T04:05"`],
  [`<input type="month" value="2026-02">`, `"2026-02"`],
  [`<input type="week">`, "null"],
  [`<input type="color" value="#ff0000">`, `"#ff0000"`],
  [`<div contenteditable>a<br>b</div>`, `"a\\nb"`],
  [`<output>42</output>`, `"42"`],
  [`<button value="v" data-value="7">text</button>`, `"7"`],
  [`<p>text <b>bold</b></p>`, `"text bold"`],
  [`<p data-livegen-as="number">12.0</p>`, "12.0"],
  [`<p data-livegen-as="json" data-value='{"n":9007199254740993}'></p>`, `{"n":9007199254740993}`],
  [`<input data-livegen-as="number" value="12abc">`, "null"],
  [`<input type="number" data-livegen-as="string" value="1.0">`, `"1.0"`],
  [`<input type="checkbox" data-livegen-as="string" value="on">`, `"on"`],
  [`<input data-livegen-as="boolean" value="true">`, "true"],
  [
    `<form><input name="text" value="a"><input name="n" type="number" value="1.0"><input type="checkbox" name="one" checked>
      <input type="checkbox" name="tag" value="x" checked><input type="checkbox" name="tag" value="y"><input type="checkbox" name="only" value="z" checked>
      <input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked><select name="s" multiple><option selected>1</select>
      <input name="twice" value="1"><input name="twice" value="2"><input name="off" disabled value="1"><fieldset disabled><input name="off2"></fieldset>
      <input value="nameless"><button name="b">b</button><input type="submit" name="go"><input name="elements" value="e"></form>`,
    `{"text":"a","n":1.0,"one":true,"tag":["x"],"only":["z"],"r":"2","s":["1"],"twice":["1","2"],"elements":"e"}`,
  ],
  [
    `<form><input name="Name" value="A"><input name="Address.Street" value="S"><input name="Address.Zip" type="number" value="8000">
      <input name="Items[1].Name" value="one"><input name="Items[0].Name" value="zero"><input name="Items[0].On" type="checkbox" checked>
      <input name="Items[10].Name" value="ten"><input name="Tags[0]" value="x"><input name="Tags[1]" value="y">
      <input name="Map[key].Value" value="v"><select name="Address.Kinds" multiple><option selected>1<option selected>2</select></form>`,
    `{"Name":"A","Address":{"Street":"S","Zip":8000,"Kinds":["1","2"]},"Items":[{"Name":"zero","On":true},{"Name":"one"},{"Name":"ten"}],` +
      `"Tags":["x","y"],"Map":{"key":{"Value":"v"}}}`,
  ],
  [
    `<form><input name="a" value=""><input name="b" type="number"><input name="c.d" type="date"><textarea name="c.e"></textarea>
      <input name="f" type="range" min="0" max="9" value="4"><input name="g" type="color" value="#00ff00"><output name="h">7</output>
      <select name="i"><option value="">none</select><input name="j" type="radio" value="1"></form>`,
    `{"a":"","b":null,"c":{"d":null,"e":""},"f":4,"g":"#00ff00","i":"","j":null}`,
  ],
  [`<form><input name="__proto__" value="x"><input name="__livegen" value="x"><input name="a.constructor" value="x"><input name="[" value="x"></form>`, `{"a":{"constructor":"x"},"":"x"}`],
  [`<form></form>`, "{}"],
  [`<form id="o"></form><input form="o" name="far" value="1">`, `{"far":"1"}`],
]

const sets: [html: string, value: unknown, json: string][] = [
  [`<input>`, "a", `"a"`],
  [`<input type="number">`, 12.5, "12.5"],
  [`<input value="a">`, null, `""`],
  [`<textarea></textarea>`, "a\nb", `"a\\nb"`],
  [`<input type="checkbox">`, true, "true"],
  [`<input type="checkbox" checked>`, null, "false"],
  [`<input type="radio" name="a" value="1" checked><input type="radio" name="a" value="2">`, "2", `"2"`],
  [`<input type="radio" name="a" value="1" checked>`, null, "null"],
  [`<select><option>1<option>2</select>`, "2", `"2"`],
  [`<select><option value="">none<option selected>2</select>`, null, `""`],
  [`<select><option>1<option selected>2</select>`, null, `"1"`],
  [`<select multiple><option>1<option>2<option>3</select>`, ["1", 3], `["1","3"]`],
  [`<select multiple><option selected>1</select>`, null, "[]"],
  [`<div contenteditable>a</div>`, "b", `"b"`],
  [`<output></output>`, "b", `"b"`],
]

describe("values", () => {
  let t: TestPage
  before(async () => {
    t = await openPage({ body: `<div id="root"></div>`, script: "parts" })
  })
  after(() => t[Symbol.asyncDispose]())

  const render = (html: string, value?: unknown) =>
    t.page.evaluate(
      ({ html, value }) => {
        const { parts } = window as unknown as { parts: Parts }
        const root = document.getElementById("root")!
        root.replaceChildren(parts.parse(html, root))
        const element = root.firstElementChild!
        if (value !== undefined) parts.setValue(element, value)
        return parts.readValue(element)
      },
      { html, value },
    )

  for (const [html, json] of reads) test(`${html} reads as ${json}`, async () => assert.equal(await render(html), json))

  for (const [html, value, json] of sets)
    test(`${html} set to ${JSON.stringify(value)} reads as ${json}`, async () => assert.equal(await render(html, value), json))
})
