// A socket that never opened, and a server that has moved on.
import assert from "node:assert/strict"
import { test } from "node:test"
import { connect } from "./connecting.ts"
import { settled } from "./fakes.ts"

for (const status of [401, 403, 404])
  test(`a socket that never opened asks why, and stops on ${status}`, async () => {
    const { env, log } = connect()
    env.status = status
    env.last.closes(1006)
    await settled()
    assert.deepEqual(env.asked, ["/ws/a"])
    assert.equal(log.at(-1), "stopped")
    env.pass(600_000)
    assert.equal(env.sockets.length, 1)
  })

for (const status of [426, 502, null])
  test(`a socket that never opened goes on trying after ${status ?? "no answer"}`, async () => {
    const { env, log } = connect()
    env.status = status
    env.last.closes(1006)
    await settled()
    env.pass(250)
    assert.equal(log.at(-1), "reconnecting")
    assert.equal(env.sockets.length, 2)
  })

test("a socket that had opened does not ask", async () => {
  const { env } = connect()
  env.last.welcomes()
  env.last.closes(1006)
  await settled()
  assert.deepEqual(env.asked, [])
})

test("another build reloads the page within ten seconds", () => {
  const { env } = connect()
  env.randomValue = 0.5
  env.last.opens()
  env.last.closes(4426)
  env.pass(4_999)
  assert.equal(env.reloads, 0)
  env.pass(1)
  assert.equal(env.reloads, 1)
})

test("a page that has reloaded too often stops; a healthy connection forgets that", () => {
  const { env, log } = connect()
  env.mayReload = false
  env.last.opens()
  env.last.closes(4426)
  env.pass(10_000)
  assert.equal(log.at(-1), "stopped")

  const healthy = connect(env)
  env.last.welcomes()
  env.pass(10_000)
  env.last.closes(4426)
  env.pass(10_000)
  assert.equal(env.reloads, 1)
  assert.notEqual(healthy.log.at(-1), "stopped")
})
