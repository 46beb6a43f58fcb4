// How little a patch touches: counted in DOM work, never in time.
import assert from "node:assert/strict"
import { after, before, describe, test } from "node:test"
import { openPage, type TestPage } from "./harness.ts"
import type { Parts } from "./pages/parts.ts"

interface Work {
  /** Nodes added and removed; a move is one of each. */
  nodes: number
  attributes: number
  texts: number
}

let t: TestPage
/** Renders `from`, morphs to `to`, and counts; throws when the result is not `to`. */
function work(from: string, to: string): Promise<Work> {
  return t.page.evaluate(
    ([from, to]) => {
      const { parts } = window as unknown as { parts: Parts }
      const root = document.getElementById("root")!
      root.replaceChildren(parts.parse(from, root))
      const observer = new MutationObserver(() => {})
      observer.observe(root, { childList: true, attributes: true, characterData: true, subtree: true })
      parts.morph(root, to)
      const work = { nodes: 0, attributes: 0, texts: 0 }
      for (const record of observer.takeRecords()) {
        work.nodes += record.addedNodes.length + record.removedNodes.length
        if (record.type === "attributes") work.attributes++
        if (record.type === "characterData") work.texts++
      }
      observer.disconnect()
      if (root.innerHTML !== to) throw new Error("not the same")
      return work
    },
    [from, to] as const,
  )
}

const ROWS = 1000
const range = Array.from({ length: ROWS }, (_, i) => i)
const none = { nodes: 0, attributes: 0, texts: 0 }

/** The same rows in a fixed disorder. */
const shuffled = range.map((i) => (i * 617) % ROWS)

describe("the work of a patch", () => {
  before(async () => {
    t = await openPage({ body: `<table><tbody id="root"></tbody></table>`, script: "parts" })
  })
  after(() => t[Symbol.asyncDispose]())

  for (const [kind, row] of [
    ["with id", (i: number, text = `row ${i}`) => `<tr id="r${i}"><td>${i}</td><td class="c">${text}</td></tr>`],
    ["without id", (i: number, text = `row ${i}`) => `<tr><td>${i}</td><td class="c">${text}</td></tr>`],
  ] as const) {
    const table = (rows: number[]) => rows.map((i) => row(i)).join("")
    const full = table(range)

    test(`rows ${kind}: identical touches nothing`, async () => assert.deepEqual(await work(full, full), none))

    test(`rows ${kind}: one changed cell is one changed text`, async () => {
      const changed = range.map((i) => (i === 500 ? row(i, "new") : row(i))).join("")
      assert.deepEqual(await work(full, changed), { ...none, texts: 1 })
    })

    test(`rows ${kind}: a swap moves two`, async () => {
      const swapped = range.map((i) => (i === 100 ? 800 : i === 800 ? 100 : i))
      assert.deepEqual(await work(full, table(swapped)), { ...none, nodes: 4 })
    })

    test(`rows ${kind}: a row in front adds one`, async () => {
      assert.deepEqual(await work(full, row(5000) + full), { ...none, nodes: 1 })
    })

    test(`rows ${kind}: a row at the end adds one`, async () => {
      assert.deepEqual(await work(full, full + row(5000)), { ...none, nodes: 1 })
    })

    test(`rows ${kind}: half of them gone removes half`, async () => {
      assert.deepEqual(await work(full, table(range.filter((i) => i % 2))), { ...none, nodes: 500 })
    })

    test(`rows ${kind}: a shuffle moves no more than it must`, async () => {
      const { nodes, attributes, texts } = await work(full, table(shuffled))
      // All but a longest rising run are taken out and put in.
      assert.deepEqual({ nodes, attributes, texts }, { ...none, nodes: 2 * (ROWS - longestRun(shuffled)) })
    })
  }

  test("whitespace between rows is left alone", async () => {
    const rows = (order: number[]) => `\n${order.map((i) => `  <tr id="r${i}"><td>${i}</td></tr>\n`).join("")}`
    assert.deepEqual(await work(rows(range), rows(range.map((i) => (i === 3 ? 7 : i === 7 ? 3 : i)))), { ...none, nodes: 4 })
  })
})

/** The textbook quadratic one, to hold the fast one against. */
function longestRun(values: number[]): number {
  const best: number[] = []
  for (const [i, value] of values.entries())
    best[i] = 1 + Math.max(0, ...best.slice(0, i).filter((_, j) => values[j]! < value))
  return Math.max(...best)
}
