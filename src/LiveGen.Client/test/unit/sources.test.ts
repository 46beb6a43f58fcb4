import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { test } from "node:test"

const folder = join(process.env["LIVEGEN_ROOT"]!, "src/LiveGen.Client/src")
const sources = new Map(
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
)

test("imports go in one direction", () => {
  const done = new Set<string>()
  const visit = (name: string, path: string[]) => {
    assert.ok(!path.includes(name), `a cycle: ${[...path, name].join(" → ")}`)
    if (done.has(name)) return
    for (const [, imported] of sources.get(name)!.matchAll(/from "(\..+?)"/g)) visit(join(dirname(name), imported!), [...path, name])
    done.add(name)
  }
  for (const name of sources.keys()) visit(name, [])
  assert.ok(done.size > 20)
})

test("extras take what the runtime has as an argument: they import its types alone", () => {
  for (const [name, text] of sources)
    if (name.startsWith("extras/")) assert.doesNotMatch(text, /^import (?!type )[^;]*?from "\.\.\//m, name)
    else assert.doesNotMatch(text, /from "\.\/extras\//, name)
})

test("no source is longer than 250 lines", () => {
  for (const [name, text] of sources) assert.ok(text.split("\n").length <= 250, name)
})

test("only html.ts turns text into markup", () => {
  for (const [name, text] of sources)
    if (name !== "html.ts") assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|DOMParser|document\.write|createPolicy/, name)
})
