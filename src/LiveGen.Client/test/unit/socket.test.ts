// A socket whose module is not there yet: its calls wait as those of one that is not open.
import assert from "node:assert/strict"
import { test } from "node:test"
import type { Answer } from "../../src/outbox.ts"
import { callbackFrame } from "../../src/protocol.ts"
import { createSocket, type Session, type Socket } from "../../src/socket.ts"
import { FakeEnvironment } from "./fakes.ts"

function wait() {
  const env = new FakeEnvironment()
  const changes: string[] = []
  const socket: Socket = createSocket("/ws/a", env, (url, lost) => changes.push(`${url} ${socket.state} ${lost?.code ?? ""}`))
  const answers: Record<string, Answer> = {}
  const call = (name: string) => socket.call({ frame: (id) => callbackFrame(id, name, []), answered: (answer) => (answers[name] = answer) })
  return { env, socket, changes, answers, call }
}

test("its calls go out in order once what runs it is up", () => {
  const { socket, answers, call } = wait()
  const sent: string[] = []
  call("A")
  const taken = call("Taken")
  call("B")
  taken()
  socket.session = { isUp: () => true, send: (text: string) => sent.push(JSON.parse(text)[2]) } as unknown as Session
  call("C")
  assert.deepEqual([sent, answers], [["A", "B", "C"], { Taken: { status: "superseded" } }])
})

test("it holds 32, for ten seconds", () => {
  const { env, answers, call } = wait()
  for (let i = 1; i <= 33; i++) call(`C${i}`)
  assert.deepEqual(answers, { C33: { status: "lost", reason: "full" } })
  env.pass(9_999)
  assert.equal(Object.keys(answers).length, 1)
  env.pass(1)
  assert.equal(Object.keys(answers).length, 33)
  assert.deepEqual(answers["C1"], { status: "lost", reason: "expired" })
})

test("one that is given up answers what waits, and what comes later, at once", () => {
  const { socket, changes, answers, call } = wait()
  call("Waiting")
  socket.become("offline", { code: 1006, attempt: 0, retryIn: 250 })
  assert.deepEqual(answers, {})
  socket.stop()
  call("Later")
  assert.deepEqual(answers, { Waiting: { status: "lost", reason: "closed" }, Later: { status: "lost", reason: "closed" } })
  assert.deepEqual(changes, ["/ws/a offline 1006", "/ws/a stopped "])
})
