// Codes after which a page does not simply come back, and sockets that wait for it to be rendered anew.
import assert from "node:assert/strict"
import { test } from "node:test"
import { connect } from "./connecting.ts"

// The late word of a connection that the page has given up replaces the newer one too: a page must not end of that.
for (const [what, code] of [["an expired sign-in", 4401], ["a replacement", 4409]] as const)
  test(`${what}: one more try, and that one stops it`, () => {
    const { env, log } = connect()
    env.last.welcomes()
    env.last.closes(code)
    assert.equal(log.at(-1), "reconnecting")
    env.pass(250)
    env.last.opens()
    env.last.closes(code)
    assert.equal(log.at(-1), "stopped")
    env.pass(600_000)
    assert.equal(env.sockets.length, 2)
  })

test("an expired sign-in is forgotten once the new one has held", () => {
  const { env, log } = connect()
  env.last.welcomes()
  env.last.closes(4401)
  env.pass(250)
  env.last.welcomes()
  env.pass(10_000)
  env.last.closes(4401)
  assert.equal(log.at(-1), "reconnecting")
})

test("what the server cannot give again holds the socket, whatever wakes it, until the page is rendered anew", () => {
  const { env, log, connection, losses } = connect()
  env.last.welcomes()
  env.last.closes(4410)
  assert.deepEqual(log.slice(-3), ["lost", "reconnecting", "missed"])
  assert.deepEqual(losses, [{ code: 4410, attempt: 0, retryIn: null }])
  connection.wake()
  env.pass(600_000)
  assert.equal(env.sockets.length, 1)
  connection.release()
  assert.equal(env.sockets.length, 2)
  env.last.welcomes()
  assert.equal(log.at(-1), "open")
})

test("held, a socket is let go and waits; one that has stopped stays so", () => {
  const { env, log, connection } = connect()
  env.last.welcomes()
  connection.hold()
  assert.deepEqual([env.last.closedWith, connection.isHeld(), log.at(-1)], [1000, true, "reconnecting"])
  connection.stop()
  connection.hold()
  assert.equal(log.at(-1), "stopped")
})

test("a held socket can be stopped, and is not held any more when it has", () => {
  const { connection, log } = connect()
  connection.stop()
  connection.hold()
  assert.deepEqual([connection.isHeld(), log.at(-1)], [false, "stopped"])
})

test("moving tells nobody and counts no try; a failure on the way does", () => {
  const { env, log, losses, connection } = connect()
  env.last.welcomes()
  const old = env.last
  connection.move()
  assert.deepEqual([old.closedWith, env.sockets.length, log.at(-1)], [1000, 2, "lost"])
  env.last.welcomes()
  assert.deepEqual(log.slice(-2), ["lost", "opened"])
  assert.deepEqual(losses, [])
  connection.move()
  env.last.closes(1006)
  assert.deepEqual(losses, [{ code: 1006, attempt: 0, retryIn: 250 }])
})
