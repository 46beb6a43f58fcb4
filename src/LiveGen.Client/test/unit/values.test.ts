import assert from "node:assert/strict"
import { test } from "node:test"
import { numberText } from "../../src/values.ts"

const cases: [typed: string, json: string][] = [
  ["42", "42"],
  ["-7", "-7"],
  ["12.50", "12.50"],
  ["9007199254740993", "9007199254740993"],
  ["79228162514264337593543950335", "79228162514264337593543950335"],
  ["1e5", "1e5"],
  ["007", "7"],
  ["0", "0"],
  [".5", "0.5"],
  ["-.5", "-0.5"],
  ["+3", "3"],
  [" 8 ", "8"],
  ["", "null"],
  ["12abc", "null"],
  ["1,5", "null"],
  ["-", "null"],
  [".", "null"],
  ["Infinity", "null"],
  ["0x10", "null"],
]

for (const [typed, json] of cases)
  test(`"${typed}" is ${json}`, () => {
    assert.equal(numberText(typed), json)
    JSON.parse(json)
  })
