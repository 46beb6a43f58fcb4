// Under the strict policy that docs/security asks for, with Trusted Types enforced.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage } from "./harness.ts"

const verbs = ["morph", "append", "prepend", "before", "after", "replace"]

for (const verb of verbs)
  test(`${verb} drops scripts and handlers, and does the rest`, async () => {
    await using t = await openPage({ body: `<div><p id="t"><b></b></p></div>` })
    await t.apply([
      `livegen.${verb}`,
      "t",
      `<b id="t" onclick="hit=1" title="kept"></b><script>hit=1</script><svg><script>hit=1</script><g onload="hit=1"></g></svg>` +
        `<img src="/favicon.ico" onerror="hit=1"><template><i onclick="hit=1"></i><script>hit=1</script></template>`,
    ])
    const left = await t.page.evaluate(`{
      const all = (root) => [...root.querySelectorAll("*")].flatMap(e => [e, ...(e.content ? all(e.content) : [])])
      all(document.body).filter(e => (e.localName === "script" && e.id !== "livegen") || [...e.attributes].some(a => a.name.startsWith("on"))).map(e => e.outerHTML)
    }`)
    assert.deepEqual(left, [])
    assert.equal(await t.page.locator("b[title=kept]").count(), 1)
    assert.equal(await t.page.evaluate("typeof hit"), "undefined")
    assert.deepEqual(await t.events("error"), [])
    // The parser reports the handlers that it refuses; nothing else may be refused.
    const refused = (await t.events("violation")).filter(({ violates }) => violates !== "script-src-attr")
    assert.deepEqual(refused, [])
  })

test("data in script elements is kept and patched", async () => {
  await using t = await openPage({ body: `<div id="t"><script type="application/json">1</script></div>` })
  await t.apply(["livegen.morph", "t", `<script type="application/json">2</script>`])
  assert.equal(await t.page.innerHTML("#t"), `<script type="application/json">2</script>`)
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

test("an iframe's srcdoc changes without breaking the morph", async () => {
  await using t = await openPage({ body: `<div id="t"><iframe srcdoc="1"></iframe><p>1</p></div>` })
  await t.apply(["livegen.morph", "t", `<iframe srcdoc="2"></iframe><p>2</p>`])
  assert.equal(await t.page.innerHTML("#t"), `<iframe srcdoc="2"></iframe><p>2</p>`)
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

test("attribute names that setAttribute would refuse go through a morph", async () => {
  await using t = await openPage({ body: `<div id="t"><p></p></div>` })
  await t.apply(["livegen.morph", "t", `<p @click="1" [x]="2"></p>`])
  assert.equal(await t.page.innerHTML("#t"), `<p @click="1" [x]="2"></p>`)
})

test("SVG attributes keep their namespace through a morph", async () => {
  await using t = await openPage({ body: `<svg id="t"><use xlink:href="#a"/></svg>` })
  await t.apply(["livegen.morph", "t", `<use xlink:href="#b"/>`])
  assert.equal(await t.page.evaluate(`t.firstChild.href.baseVal`), "#b")
})

test("a page without Trusted Types works the same", async () => {
  await using t = await openPage({
    body: `<p id="t"></p>`,
    csp: null,
    init: () => delete (window as { trustedTypes?: unknown }).trustedTypes,
  })
  await t.apply(["livegen.morph", "t", `<b onclick="1">1</b>`])
  assert.equal(await t.page.innerHTML("#t"), "<b>1</b>")
})
