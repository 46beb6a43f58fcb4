import assert from "node:assert/strict"
import { test } from "node:test"
import { connect } from "./connecting.ts"

test("is open once it is welcomed, not before", () => {
  const { env, log } = connect()
  env.last.opens()
  assert.deepEqual(log, ["connecting", "opened"])
  env.last.says("welcome", {})
  assert.deepEqual(log, ["connecting", "opened", "open"])
})

for (const code of [1000, 1001, 1006, 4413])
  test(`comes back after close code ${code}`, () => {
    const { env, log, losses } = connect()
    env.last.welcomes()
    env.last.closes(code)
    assert.deepEqual(log.slice(-2), ["lost", "reconnecting"])
    assert.deepEqual(losses, [{ code, attempt: 0, retryIn: 250 }])
    env.pass(250)
    assert.equal(env.sockets.length, 2)
  })

test("stops for good after close code 4403", () => {
  const { env, log, connection } = connect()
  env.last.welcomes()
  env.last.closes(4403)
  connection.wake()
  env.pass(600_000)
  assert.deepEqual(log.slice(-2), ["lost", "stopped"])
  assert.equal(env.sockets.length, 1)
})

test("each failed try waits longer; ten seconds up start over", () => {
  const { env, losses } = connect()
  for (let i = 0; i < 4; i++) {
    env.last.closes(1006)
    env.pass(losses.at(-1)!.retryIn!)
  }
  assert.deepEqual(losses.map((lost) => lost.retryIn), [250, 500, 1000, 2000])
  env.last.welcomes()
  env.pass(9_999)
  env.last.closes(1006)
  assert.equal(losses.at(-1)!.retryIn, 4000)
  env.pass(4000)
  env.last.welcomes()
  env.pass(10_000)
  env.last.closes(1006)
  assert.deepEqual([losses.at(-1)!.attempt, losses.at(-1)!.retryIn], [0, 1000])
})

test("the watchdog gives a silent connection up without waiting for its close (phoenix #4921)", () => {
  const { env, log } = connect()
  env.last.welcomes()
  env.pass(31_000)
  env.last.says("ping") // any message rearms it
  env.pass(31_000)
  assert.ok(!log.includes("lost"))
  env.pass(1_000)
  assert.deepEqual(log.slice(-2), ["lost", "reconnecting"])
  assert.equal(env.last.closedWith, 1000)
})

test("the watchdog keeps to the heartbeat that the welcome promised", () => {
  const { env, connection, log } = connect()
  env.last.opens()
  connection.welcomed(4_000)
  env.pass(6_399)
  assert.ok(!log.includes("lost"))
  env.pass(1)
  assert.ok(log.includes("lost"))
})

test("what an abandoned socket still says is not heard", () => {
  const { env, log } = connect()
  const dead = env.last
  dead.welcomes()
  env.pass(32_000)
  const before = log.length
  dead.says("commands", [])
  dead.closes(1006)
  assert.equal(log.length, before)
})

test("waking probes, and leaves three seconds later", () => {
  const { env, connection, log } = connect()
  env.last.welcomes()
  connection.wake() // at once: a clock that slept as well has seen no silence
  assert.deepEqual(env.last.sent, ['["ping"]'])
  env.pass(2_999)
  assert.ok(!log.includes("lost"))
  env.pass(1)
  assert.ok(log.includes("lost"))
})

test("an answered probe keeps the connection", () => {
  const { env, connection, log } = connect()
  env.last.welcomes()
  env.pass(20_000)
  connection.wake()
  env.last.says("pong")
  env.pass(31_000)
  assert.ok(!log.includes("lost"))
})

test("a hidden page does not try; being seen again tries at once", () => {
  const { env, connection } = connect()
  env.last.welcomes()
  env.isVisible = false
  env.last.closes(1006)
  env.pass(600_000)
  assert.equal(env.sockets.length, 1)
  env.isVisible = true
  connection.wake()
  assert.equal(env.sockets.length, 2)
})

test("waking while a retry waits connects once", () => {
  const { env, connection } = connect()
  env.last.welcomes()
  env.last.closes(1006)
  connection.wake()
  env.pass(7_000)
  assert.equal(env.sockets.length, 2)
})

test("a socket that does not open in eight seconds is let go, never closed while it connects (rails #43835)", () => {
  const { env } = connect()
  const slow = env.last
  env.pass(8_000)
  assert.equal(slow.closedWith, null)
  env.pass(250)
  assert.equal(env.sockets.length, 2)
  slow.opens()
  assert.equal(slow.closedWith, 1000)
})

test("going away closes at once; coming back from the cache connects (phoenix #6103)", () => {
  const { env, connection, log } = connect()
  env.last.welcomes()
  const first = env.last
  connection.suspend()
  assert.equal(first.closedWith, 1000)
  assert.ok(log.includes("lost"))
  env.pass(600_000)
  assert.equal(env.sockets.length, 1)
  connection.wake()
  assert.equal(env.sockets.length, 2)
})

test("stop is for good, also while a retry waits (htmx-extensions #161)", () => {
  const { env, connection, log } = connect()
  env.last.welcomes()
  env.last.closes(1006)
  connection.stop()
  connection.wake()
  env.pass(600_000)
  assert.equal(env.sockets.length, 1)
  assert.equal(log.at(-1), "stopped")
})

test("without a network the state says so, and it is tried all the same", () => {
  const { env, log } = connect()
  env.last.welcomes()
  env.isOnline = false
  env.last.closes(1006)
  assert.equal(log.at(-1), "offline")
  env.pass(250)
  assert.equal(env.sockets.length, 2)
})

test("a peer that goes silent is given up within 35 seconds, whatever the moment", () => {
  const { env, log } = connect()
  env.last.welcomes()
  env.pass(19_999)
  env.last.says("ping")
  const silentSince = env.time
  while (!log.includes("lost")) env.pass(100)
  assert.ok(env.time - silentSince <= 35_000)
})
