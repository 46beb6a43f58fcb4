// Scripts that belong to an element.
import assert from "node:assert/strict"
import type { IncomingMessage, ServerResponse } from "node:http"
import { test } from "node:test"
import { openPage, type TestPage } from "./harness.ts"

const scripts: Record<string, string> = {
  "/map.js": `export function mount(e) { log("mount " + e.id); return () => log("unmount " + e.id) }`,
  "/pair.js": `export async function mount(e) { log("mount " + e.id) }; export const unmount = (e) => log("unmount " + e.id)`,
  "/broken.js": `export function mount() { throw new Error("no map") }`,
}

const answer = (request: IncomingMessage, response: ServerResponse) => {
  const script = scripts[request.url!]
  if (script) response.writeHead(200, { "Content-Type": "text/javascript" }).end(script)
  return !!script
}

const open = (body: string) =>
  openPage({ body, answer, init: () => void Object.assign(window, { logged: [], log: (text: string) => (window as never as { logged: string[] }).logged.push(text) }) })

const logs = (t: TestPage, ...lines: string[]) => t.becomes(`JSON.stringify(logged) === '${JSON.stringify(lines)}'`)

test("they mount when the element appears and end when it goes", async () => {
  await using t = await open(`<main id="main"><div id="a" data-livegen-module="/map.js"></div></main>`)
  await logs(t, "mount a")
  await t.apply(["livegen.append", "main", `<p><b id="b" data-livegen-module="/pair.js"></b></p>`])
  await logs(t, "mount a", "mount b")
  await t.apply(["livegen.morph", "main", `<p><b id="b" data-livegen-module="/pair.js"></b></p><div id="a" data-livegen-module="/map.js"></div>`])
  await t.apply(["livegen.remove", "a"])
  await logs(t, "mount a", "mount b", "unmount a")
  await t.apply(["livegen.morph", "main", ""])
  await logs(t, "mount a", "mount b", "unmount a", "unmount b")
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

test("an element that goes before its module has come is never mounted", async () => {
  await using t = await open(`<main id="main"></main>`)
  await t.page.evaluate(`LiveGen.apply([["livegen.append", "main", "<b id=x data-livegen-module='/map.js'></b>"], ["livegen.remove", "x"]])`)
  await t.apply(["livegen.append", "main", `<b id="y" data-livegen-module="/map.js"></b>`])
  await logs(t, "mount y")
})

test("other origins are refused, and what a module throws is an error of the page", async () => {
  await using t = await open(`<i id="a" data-livegen-module="https://elsewhere.example/x.js"></i><i id="b" data-livegen-module="/broken.js"></i>`)
  await t.becomes("heard.error?.length === 2")
  const errors = (await t.events("error")).map(({ error }) => String(error)).sort()
  assert.deepEqual(errors, [`No local url "https://elsewhere.example/x.js"`, "no map"].sort())
})
