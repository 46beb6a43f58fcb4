import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

const folder = join(process.env["LIVEGEN_ROOT"]!, "src/LiveGen.Client/src")
const sources = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
)

test("imports go in one direction", () => {
  const done = new Set<string>()
  const visit = (name: string, path: string[]) => {
    assert.ok(!path.includes(name), `a cycle: ${[...path, name].join(" → ")}`)
    if (done.has(name)) return
    for (const [, imported] of sources.get(name)!.matchAll(/from "\.\/(.+?)"/g)) visit(imported!, [...path, name])
    done.add(name)
  }
  for (const name of sources.keys()) visit(name, [])
  assert.ok(done.size > 20)
})

test("no source is longer than 250 lines", () => {
  for (const [name, text] of sources) assert.ok(text.split("\n").length <= 250, name)
})

test("only html.ts turns text into markup", () => {
  for (const [name, text] of sources)
    if (name !== "html.ts") assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|DOMParser|document\.write|createPolicy/, name)
})
