import assert from "node:assert/strict"
import { test } from "node:test"
import { retryDelay } from "../../src/backoff.ts"

test("delays double from 250 ms up to 30 s, with full jitter", () => {
  const limits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempt) => retryDelay(attempt, false, 1))
  assert.deepEqual(limits, [250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000])
  assert.equal(retryDelay(5, false, 0), 0)
  assert.equal(retryDelay(5, false, 0.5), 4000)
})

test("after a healthy connection the first try comes within a second", () => {
  assert.equal(retryDelay(0, true, 0.999), 999)
})
