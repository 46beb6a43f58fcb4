import assert from "node:assert/strict"
import { test } from "node:test"
import { open } from "./acting.ts"
import { settled } from "./fakes.ts"

const TWICE = { spec: { args: [], retry: true } }

test("what may run twice is sent again until the network answers, each time later, and others wait for it", async () => {
  const { env, call, sent, statuses, applied } = open()
  call("A", TWICE)
  call("B")
  for (const delay of [250, 500, 1000]) {
    env.posts.at(-1)!.fails()
    await settled()
    const before = sent().length
    env.pass(delay - 1)
    assert.equal(sent().length, before)
    env.pass(1)
    assert.equal(sent().length, before + 1)
  }
  const frames = env.posts.map((post) => post.init.body)
  assert.equal(new Set(frames).size, 1, "one call")
  env.posts.at(-1)!.acks(null, [["alert", "done"]])
  await settled()
  assert.deepEqual([sent(), statuses("A"), applied], [["A", "A", "A", "A", "B"], ["ok"], [["alert", "done"]]])
})

test("an answer, whatever it says, ends the tries", async () => {
  const { env, call, sent, statuses } = open()
  call("A", TWICE)
  env.posts[0]!.fails()
  await settled()
  env.pass(250)
  env.posts[1]!.answer(502, "")
  await settled()
  env.pass(60_000)
  assert.deepEqual([sent(), statuses("A")], [["A", "A"], ["failed"]])
})

test("after thirty seconds the page goes on, and the tries do too", async () => {
  const { env, call, sent, statuses } = open()
  env.randomValue = 0.999
  call("A", TWICE)
  call("B")
  while (env.time < 30_000) {
    if (sent().at(-1) === "A") env.posts.at(-1)!.fails()
    await settled()
    env.pass(250)
  }
  await settled()
  assert.deepEqual(statuses("A"), ["timeout"])
  assert.ok(sent().includes("B"))
  env.pass(30_000)
  env.posts.filter((post) => post.frame[2] === "A").at(-1)!.acks()
  await settled()
  assert.deepEqual(statuses("A"), ["timeout", "ok"])
})

test("what is taken away between two tries is not sent again", async () => {
  const { env, call, sent, statuses } = open()
  const cancel = call("A", TWICE)
  env.posts[0]!.fails()
  await settled()
  cancel()
  env.pass(60_000)
  assert.deepEqual([sent(), statuses("A")], [["A"], ["superseded"]])
})
