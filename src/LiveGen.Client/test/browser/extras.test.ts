// Modules of the runtime that are loaded on demand.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage } from "./harness.ts"

test("a page with layouts loads navigation and gives it the runtime and the island", async () => {
  await using t = await openPage({
    body: "",
    island: { layouts: ["content"], extras: { navigation: "/extra.js" } },
  })
  await t.becomes(`document.title === "b1Reload"`)
  assert.deepEqual(await t.events("violation"), [])
})

test("a page without layouts and sockets loads nothing but the runtime", async () => {
  await using t = await openPage({ body: "", island: { extras: { navigation: "/extra.js", sockets: "/extra.js" } } })
  const loaded = await t.page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname))
  assert.deepEqual(loaded.filter((path) => path.endsWith(".js")), ["/livegen.js"])
})
