// What the page tells of the commands that the server has asked about.
import assert from "node:assert/strict"
import { test } from "node:test"
import { open } from "./conversing.ts"
import { FakeEnvironment } from "./fakes.ts"

/** Applying takes `took` milliseconds here. */
function traced(took = 3) {
  const env = new FakeEnvironment()
  const page = open(env, undefined, () => (env.time += took))
  const told = () => env.last.sent.filter((text) => text.startsWith('["applied"'))
  return { ...page, told }
}

const ALERT = [["alert", "hi"]]

test("tells how long the next commands took, once", () => {
  const { env, told } = traced()
  env.last.welcomes()
  env.last.says("trace", 7)
  assert.deepEqual(told(), [])
  env.last.says("commands", ALERT)
  env.last.says("commands", ALERT)
  assert.deepEqual(told(), ['["applied",7,3]'])
})

test("tells nothing when it is not asked", () => {
  const { env, told } = traced()
  env.last.welcomes()
  env.last.says("commands", ALERT, { g: "room", p: "0123456789ab-1" })
  env.last.says("ack", 1)
  assert.deepEqual(told(), [])
})

test("tells nothing of what it has applied before, nor of what comes behind that", () => {
  const { env, told } = traced()
  env.last.welcomes({ positions: { room: "0123456789ab-5" } })
  env.last.says("trace", 1)
  env.last.says("commands", ALERT, { g: "room", p: "0123456789ab-4" })
  env.last.says("commands", ALERT, { g: "room", p: "0123456789ab-6" })
  assert.deepEqual(told(), [])
})

test("the next connection answers nothing that was asked on the one before", () => {
  const { env, comeBack, told } = traced()
  env.last.welcomes()
  env.last.says("trace", 1)
  comeBack()
  env.last.says("welcome", { heartbeat: 20_000, resumed: "all" })
  env.last.says("commands", ALERT)
  assert.deepEqual(told(), [])
})

test("the question is not counted", () => {
  const { env } = traced()
  env.last.welcomes()
  env.last.says("trace", 1)
  env.last.says("commands", ALERT)
  env.pass(1_000)
  assert.deepEqual(env.last.sent.at(-1), '["seen",1]')
})
