// What people have in fields survives a patch: focus, caret, text, checks and choices.
import { checked, focus, testCases, typeAndPlaceCaret, value, watchFocus } from "./patching.ts"

testCases([
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
])
