// What a batch does beyond the table of verbs: refusals, order, modules, the page around it.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage } from "./harness.ts"
import { until } from "./renewing.ts"

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
    assert.equal(await t.page.locator("#t").evaluate((e) => e.outerHTML), `<a id="t"></a>`)
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
  await until(() => said.length === 2)
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
