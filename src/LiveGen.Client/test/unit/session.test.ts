// A session over one connection: calls, their answers, and what waits.
import assert from "node:assert/strict"
import { test } from "node:test"
import { open } from "./conversing.ts"

test("says hello first, and tells a first welcome from a later one", () => {
  const { env, connected } = open()
  env.last.welcomes()
  assert.deepEqual(env.last.sent, ['["hello",{"v":1,"build":"b1","token":"t1"}]'])
  env.last.closes(1006)
  env.pass(250)
  env.last.welcomes()
  assert.deepEqual(connected, [false, true])
})

test("ids rise from callback to callback", () => {
  const { env, call, idOf } = open()
  env.last.welcomes()
  call("A")
  call("B")
  assert.equal(idOf("B"), idOf("A") + 1)
})

test("an answer reaches its own call, once", () => {
  const { env, call, answers, idOf } = open()
  env.last.welcomes()
  call("A")
  call("B")
  env.last.says("ack", idOf("B"), { status: "denied" })
  assert.deepEqual(Object.keys(answers), ["B"])
  env.last.says("ack", idOf("A"))
  assert.equal(answers["A"]!.status, "ok")
  env.last.says("ack", idOf("A"), { status: "failed" })
  assert.equal(answers["A"]!.status, "ok")
})

test("what is called before the welcome goes out after it, in order", () => {
  const { env, call, sent } = open()
  call("A")
  env.last.opens()
  call("B")
  assert.deepEqual(sent(), [])
  env.last.says("welcome", { heartbeat: 20_000 })
  assert.deepEqual(sent(), ["A", "B"])
})

test("what waited ten seconds is dropped, not sent late (reconnecting-websocket #171)", () => {
  const { env, call, answers, sent } = open()
  env.isVisible = false
  env.last.closes(1006)
  call("Old")
  env.pass(9_999)
  assert.deepEqual(answers, {})
  env.pass(1)
  assert.deepEqual(answers["Old"], { status: "lost", reason: "expired" })
  call("New")
  env.isVisible = true
  call("Newer")
  assert.deepEqual(sent(), [])
})

test("the outbox holds 32", () => {
  const { answers, call } = open()
  for (let i = 1; i <= 33; i++) call(`C${i}`)
  assert.deepEqual(answers, { C33: { status: "lost", reason: "full" } })
})

test("no answer in thirty seconds frees the page", () => {
  const { env, call, answers } = open()
  env.last.welcomes()
  call("Slow")
  env.pass(15_000)
  env.last.says("ping")
  env.pass(14_999)
  assert.deepEqual(answers, {})
  env.pass(1)
  assert.deepEqual(answers["Slow"], { status: "timeout" })
})

test("a stopped session answers what waits, and what comes later, at once", () => {
  const { session, call, answers } = open()
  call("Waiting")
  session.stop()
  call("Later")
  assert.deepEqual(answers, {
    Waiting: { status: "lost", reason: "closed" },
    Later: { status: "lost", reason: "closed" },
  })
})

test("commands come before the ack that follows them", () => {
  const { env, call, applied, answers, idOf } = open()
  env.last.welcomes()
  call("A")
  env.last.says("commands", [["alert", "hi"]])
  assert.deepEqual([applied, answers], [[["alert", "hi"]], {}])
  env.last.says("ack", idOf("A"))
  assert.equal(answers["A"]!.status, "ok")
})

test("what waits to be sent can be taken back, what has been sent cannot", () => {
  const { env, call, answers, sent } = open()
  const taken = call("Taken")
  const kept = call("Kept")
  taken()
  assert.deepEqual(answers, { Taken: { status: "superseded" } })
  env.last.welcomes()
  kept()
  assert.deepEqual([sent(), answers["Kept"]], [["Kept"], undefined])
})

test("an empty token is none: the next loss means a gap", () => {
  const { env, missed, comeBack } = open()
  env.last.welcomes({ positions: {} })
  env.last.says("groups", "", { "room.1": "0123456789ab-1" })
  comeBack()
  assert.deepEqual(missed, ["history"])
})
