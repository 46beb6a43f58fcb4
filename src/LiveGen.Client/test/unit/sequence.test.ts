import assert from "node:assert/strict"
import { test } from "node:test"
import { longestRising } from "../../src/sequence.ts"

const cases: [values: number[], length: number][] = [
  [[], 0],
  [[-1, -1], 0],
  [[0, 1, 2, 3], 4],
  [[3, 2, 1, 0], 1],
  [[1, 0, 3, 2, 5, 4], 3],
  [[0, 3, 2, 1, 4], 3], // a swap of the ends of a run moves two
  [[4, 0, -1, 1, 2, -1, 3], 4],
]

for (const [values, length] of cases)
  test(`of [${values}] ${length} stay`, () => {
    const run = longestRising(values)
    assert.equal(run.length, length)
    run.forEach((position, i) => {
      assert.ok(values[position]! >= 0)
      if (i > 0) assert.ok(position > run[i - 1]! && values[position]! > values[run[i - 1]!]!)
    })
  })
