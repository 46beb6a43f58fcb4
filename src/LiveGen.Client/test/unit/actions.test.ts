import assert from "node:assert/strict"
import { test } from "node:test"
import { callbackFrame } from "../../src/protocol.ts"
import { open } from "./acting.ts"
import { settled } from "./fakes.ts"

test("a call is a POST of its frame, with the page's address; the answer's frames run in order", async () => {
  const { env, call, applied, answers } = open()
  call("Save", { frame: (id) => callbackFrame(id, "Save", ["9007199254740993"], undefined, "s1", "t1") })
  const [post] = env.posts
  assert.equal(post!.url, "/dams/save")
  assert.match(post!.init.body as string, /^\["callback",\d+,"Save",\[9007199254740993\],null,"s1","t1"\]$/)
  assert.deepEqual(post!.init.headers, { LiveGen: "1", "LiveGen-Page": "/dams?open=1" })
  assert.deepEqual([post!.init.method, post!.init.redirect], ["POST", "manual"])
  post!.acks(null, [["alert", "a"], ["alert", "b"]])
  await settled()
  assert.deepEqual(applied, [["alert", "a"], ["alert", "b"]])
  assert.equal(answers["Save"]![0]!.status, "ok")
})

test("an ack says why a call was refused, whatever the status of HTTP", async () => {
  const { env, call, answers } = open()
  call("Save")
  env.posts[0]!.answer(422, [["ack", env.posts[0]!.frame[1], { status: "invalid", errors: { Name: ["Too short."] } }]])
  await settled()
  assert.deepEqual(answers["Save"]!.map((answer) => ({ ...answer, id: 0 })), [
    { type: "ack", id: 0, status: "invalid", errors: { Name: ["Too short."] } },
  ])
})

test("a refusal from before the call was read has no number, and is the call's all the same", async () => {
  const { env, call, answers } = open()
  call("Save")
  env.posts[0]!.answer(401, [["ack", 0, { status: "signin", url: "/login" }]])
  await settled()
  assert.deepEqual(answers["Save"], [{ type: "ack", id: 0, status: "signin", url: "/login" }])
})

test("an answer that fails at its page holds up nobody", () => {
  const { actions, call, sent } = open()
  call("A", { answered: () => { throw new Error("at the page") } })
  call("B")
  assert.throws(() => actions.settle(actions.waiting.values().next().value, { status: "ok" }), /at the page/)
  assert.deepEqual(sent(), ["A", "B"])
})

test("a call says the address that it was made at, however long it waited", async () => {
  const { env, call, page } = open()
  call("A")
  call("B")
  page.address = "/later"
  env.posts[0]!.acks()
  await settled()
  assert.equal((env.posts[1]!.init.headers as Record<string, string>)["LiveGen-Page"], "/dams?open=1")
})

const refusals: [status: number, body: unknown, means: string][] = [
  [200, "<!doctype html><p>Hello", "failed"],
  [200, "", "failed"],
  [200, { title: "A problem" }, "failed"],
  [200, [1, 2], "failed"],
  [200, [["ack", 999_999]], "failed"],
  [400, "", "failed"],
  [401, "", "stale"],
  [403, "cross-site", "denied"],
  [413, "", "large"],
  [429, "", "busy"],
  [500, "<h1>Oops", "failed"],
  [502, "", "failed"],
  [503, "", "busy"],
]
for (const [status, body, means] of refusals)
  test(`an answer ${status} ${JSON.stringify(body)} is ${means}, and the next call goes out`, async () => {
    const { env, call, statuses, sent, applied } = open()
    call("A")
    call("B")
    env.posts[0]!.answer(status, body)
    await settled()
    assert.deepEqual([statuses("A"), sent(), applied], [[means], ["A", "B"], []])
  })

test("a network that fails loses the call, which is never sent again", async () => {
  const { env, actions, call, answers, sent } = open()
  call("A")
  env.posts[0]!.fails()
  await settled()
  assert.deepEqual(answers["A"], [{ status: "lost", reason: "disconnected" }])
  actions.pump()
  assert.deepEqual(sent(), ["A"])
})

test("one at a time and in order; parallel ones go out at once", async () => {
  const { env, call, sent, statuses } = open()
  call("A")
  call("B")
  call("Free", { parallel: true })
  call("C")
  assert.deepEqual(sent(), ["A", "Free"])
  env.posts[1]!.acks()
  await settled()
  assert.deepEqual([sent(), statuses("Free")], [["A", "Free"], ["ok"]])
  env.posts[0]!.acks()
  await settled()
  env.posts[2]!.acks({ status: "denied" })
  await settled()
  assert.deepEqual(sent(), ["A", "Free", "B", "C"])
})

test("a call with files is the uploads' to send, holds up nobody, and lives while bytes flow", async () => {
  const { env, call, sent, statuses, uploads } = open()
  call("Up", { files: [{} as never] })
  call("A")
  assert.deepEqual([sent(), uploads.length], [["Up", "A"], 1])
  env.posts[1]!.acks()
  env.pass(29_999)
  uploads[0]!()
  env.pass(29_999)
  await settled()
  assert.deepEqual(statuses("Up"), [])
  env.pass(1)
  assert.deepEqual(statuses("Up"), ["timeout"])
})

test("after thirty seconds the page goes on, and a late answer still applies", async () => {
  const { env, call, sent, statuses, applied } = open()
  call("Slow")
  call("Next")
  env.pass(30_000)
  assert.deepEqual([sent(), statuses("Slow")], [["Slow", "Next"], ["timeout"]])
  env.posts[0]!.acks(null, [["alert", "late"]])
  await settled()
  assert.deepEqual([statuses("Slow"), applied], [["timeout", "ok"], [["alert", "late"]]])
  env.posts[1]!.acks()
  await settled()
  assert.deepEqual(statuses("Next"), ["ok"])
})

test("what is taken away waiting is not sent, what is taken away sent is not applied", async () => {
  const { env, call, sent, statuses, applied } = open()
  const first = call("First")
  const second = call("Second")
  call("Third")
  second()
  first()
  assert.deepEqual([sent(), statuses("First"), statuses("Second")], [["First", "Third"], ["superseded"], ["superseded"]])
  env.posts[0]!.acks(null, [["alert", "old"]])
  await settled()
  assert.deepEqual([applied, statuses("First")], [[], ["superseded"]])
})

test("an answer whose body is still being read when it is taken away is not applied", async () => {
  const { env, call, applied } = open()
  const cancel = call("First")
  env.posts[0]!.acks(null, [["alert", "old"]])
  await env.posts[0]!.response
  cancel()
  await settled()
  assert.deepEqual(applied, [])
})

test("offline, calls wait for the network, in order", async () => {
  const { env, actions, call, sent } = open()
  env.isOnline = false
  call("A")
  call("B")
  env.pass(9_999)
  env.isOnline = true
  actions.pump()
  assert.deepEqual(sent(), ["A"])
  env.posts[0]!.acks()
  await settled()
  assert.deepEqual(sent(), ["A", "B"])
})

test("offline for ten seconds drops them; behind a slow answer they wait on", () => {
  const { env, call, answers, sent } = open()
  call("Slow")
  call("Waits")
  env.pass(15_000)
  assert.deepEqual(answers, {})
  env.isOnline = false
  env.pass(5_000)
  assert.deepEqual([answers["Waits"], sent()], [[{ status: "lost", reason: "expired" }], ["Slow"]])
})

test("32 wait, and not one more", () => {
  const { env, call, answers } = open()
  env.isOnline = false
  for (let i = 1; i <= 33; i++) call(`C${i}`)
  assert.deepEqual(answers, { C33: [{ status: "lost", reason: "full" }] })
})

test("an attachment is saved, and the call answered", async () => {
  const { env, call, saved, statuses } = open()
  call("Export")
  env.posts[0]!.answer(200, "a;b", { "Content-Disposition": "attachment; filename=dams.csv" })
  await settled()
  assert.deepEqual([saved, statuses("Export")], [["attachment; filename=dams.csv"], ["ok"]])
})

test("an answer of another build applies, and says so", async () => {
  const { env, call, statuses, outdated } = open()
  call("A")
  env.posts[0]!.answer(200, [["ack", env.posts[0]!.frame[1]]], { "LiveGen-Build": "b1" })
  await settled()
  assert.equal(outdated(), 0)
  call("B")
  env.posts[1]!.answer(200, [["ack", env.posts[1]!.frame[1]]], { "LiveGen-Build": "b2" })
  await settled()
  assert.deepEqual([statuses("B"), outdated()], [["ok"], 1])
})
