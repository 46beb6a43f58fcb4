import assert from "node:assert/strict"
import { test } from "node:test"
import { closeRule, refuses } from "../../src/extras/sockets/closing.ts"

test("every close code is tried again except our own few", () => {
  for (const code of [1000, 1001, 1003, 1005, 1006, 1007, 1009, 1011, 1012, 1013, 4400, 4408, 4413, 4429, 4999])
    assert.equal(closeRule(code), "retry", String(code))
  assert.equal(closeRule(4403), "stop")
  assert.equal(closeRule(4426), "reload")
  assert.equal(closeRule(4410), "render")
  for (const code of [4401, 4409]) assert.equal(closeRule(code), "once", String(code))
})

test("only a clear refusal ends the tries of a socket that never opened", () => {
  assert.deepEqual([401, 403, 404, 426, 500, 502, 503, 200].map(refuses), [true, true, true, false, false, false, false, false])
})
