// A server that is about to go asks its pages to move.
import assert from "node:assert/strict"
import { test } from "node:test"
import { open } from "./conversing.ts"

test("moves within the window, with its token, and nobody sees it", () => {
  const { env, states, hello, connected } = open()
  env.randomValue = 0.5
  env.last.welcomes()
  env.last.says("drain", { max: 8_000 })
  env.pass(3_999)
  assert.equal(env.sockets.length, 1)
  env.pass(1)
  assert.deepEqual([env.sockets.length, env.sockets[0]!.closedWith], [2, 1000])
  env.last.welcomes({ resumed: "groups" })
  assert.equal(hello()["resume"], "r1")
  assert.deepEqual([states, connected], [["connecting", "open"], [false, true]])
})

test("waits for what is unanswered, and goes when it is", () => {
  const { env, call, idOf } = open()
  env.randomValue = 0
  env.last.welcomes()
  call("Slow")
  env.last.says("drain", { max: 8_000 })
  env.pass(7_000)
  assert.equal(env.sockets.length, 1)
  env.last.says("ack", idOf("Slow"))
  assert.equal(env.sockets.length, 2)
  env.last.welcomes({ resumed: "groups" })
  env.pass(8_000)
  assert.equal(env.sockets.length, 2, "once")
})

test("goes at the end of the window all the same, and asks the next server for the answer", () => {
  const { env, call, sent, answers } = open()
  env.randomValue = 0
  env.last.welcomes()
  call("Slow")
  env.last.says("drain", { max: 8_000 })
  env.pass(8_000)
  assert.equal(env.sockets.length, 2)
  assert.deepEqual(answers, {})
  env.last.welcomes({ resumed: "all", lastCallback: 0 })
  assert.deepEqual(sent(), ["Slow"])
})

test("what is called on the way goes out at the next server", () => {
  const { env, call, sent } = open()
  env.randomValue = 0
  env.last.welcomes()
  env.last.says("drain", { max: 8_000 })
  env.pass(0)
  call("Meanwhile")
  assert.deepEqual(sent(), [])
  env.last.welcomes({ resumed: "groups" })
  assert.deepEqual(sent(), ["Meanwhile"])
})

test("a connection that is lost before it moves comes back as any other, and does not move again", () => {
  const { env } = open()
  env.last.welcomes()
  env.last.says("drain", { max: 8_000 })
  env.last.closes(1012)
  env.pass(250)
  env.last.welcomes()
  env.pass(8_000)
  assert.equal(env.sockets.length, 2)
})
