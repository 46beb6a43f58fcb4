// A session across connections: where it goes on, what it applies and what it sends again.
import assert from "node:assert/strict"
import { test } from "node:test"
import { open } from "./conversing.ts"

const P = (number: number, epoch = "00000000000a") => `${epoch}-${number}`
const say = (text: string) => [["say", text]]

test("the first hello says where the groups were when the page was rendered", () => {
  const { env, hello } = open(undefined, "p5.mac")
  env.last.welcomes()
  assert.deepEqual(hello(), { v: 1, build: "b1", token: "t1", at: "p5.mac" })
})

test("that stays so until a welcome; from then on it says where it left off", () => {
  const { env, hello, comeBack } = open(undefined, "p5.mac")
  env.last.opens()
  comeBack()
  assert.equal(hello()["at"], "p5.mac")
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", positions: { chat: P(7) } })
  comeBack()
  assert.deepEqual(hello(), { v: 1, build: "b1", token: "t1", resume: "r2", positions: { chat: P(7) }, seen: 0 })
})

test("a group's message is applied once, in its order, and what is not above is skipped", () => {
  const { env, applied } = open()
  env.last.welcomes({ positions: { chat: P(7) } })
  env.last.says("commands", say("old"), { g: "chat", p: P(7) })
  env.last.says("commands", say("8"), { g: "chat", p: P(8) })
  env.last.says("commands", say("8 again"), { g: "chat", p: P(8) })
  env.last.says("commands", say("12"), { g: "chat", p: P(12) })
  env.last.says("commands", say("late"), { g: "chat", p: P(9) })
  env.last.says("commands", say("another group"), { g: "news", p: P(3) })
  assert.deepEqual(applied, [["say", "8"], ["say", "12"], ["say", "another group"]])
})

test("numbers are compared as numbers, and another epoch begins anew", () => {
  const { env, applied } = open()
  env.last.welcomes({ positions: { chat: P(9) } })
  env.last.says("commands", say("10"), { g: "chat", p: P(10) })
  env.last.says("commands", say("new"), { g: "chat", p: P(2, "00000000000b") })
  assert.deepEqual(applied, [["say", "10"], ["say", "new"]])
})

test("a position counts only when the whole batch has been applied", () => {
  const { env, session, hello, comeBack } = open(undefined, undefined, () => {
    throw new Error("the page fails")
  })
  env.last.welcomes({ positions: { chat: P(7) } })
  assert.throws(() => env.last.says("commands", say("8"), { g: "chat", p: P(8) }))
  comeBack()
  assert.deepEqual(hello()["positions"], { chat: P(7) })
  session.stop()
})

test("what is replayed behind a welcome is not skipped, what came before the loss is", () => {
  const { env, applied, comeBack } = open()
  env.last.welcomes({ positions: { chat: P(7) } })
  env.last.says("commands", say("8"), { g: "chat", p: P(8) })
  comeBack()
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "all", positions: { chat: P(7) } })
  env.last.says("commands", say("8"), { g: "chat", p: P(8) })
  env.last.says("commands", say("9"), { g: "chat", p: P(9) })
  assert.deepEqual(applied, [["say", "8"], ["say", "9"]])
})

test("pings bring positions along, and joining and leaving are told", () => {
  const { env, hello, comeBack } = open()
  env.last.welcomes({ positions: { chat: P(7), old: P(1) } })
  env.last.says("ping", { chat: P(9) })
  env.last.says("groups", "r2", { news: P(4), old: null })
  comeBack()
  assert.deepEqual([hello()["resume"], hello()["positions"]], ["r2", { chat: P(9), news: P(4) }])
})

test("a group that a welcome does not name is forgotten", () => {
  const { env, hello, comeBack } = open()
  env.last.welcomes({ positions: { chat: P(7), old: P(1) } })
  comeBack()
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "groups", positions: { chat: P(7) } })
  comeBack()
  assert.deepEqual(hello()["positions"], { chat: P(7) })
})

test("messages of ephemeral groups are applied, and neither counted nor noted", () => {
  const { env, applied, hello, comeBack } = open()
  env.last.welcomes()
  env.last.says("commands", say("typing"), { g: "ephemeral.chat" })
  env.last.says("commands", say("typing"), { g: "ephemeral.chat" })
  comeBack()
  assert.deepEqual([applied.length, hello()["positions"], hello()["seen"]], [2, {}, 0])
})

test("counted frames are told a second after the first of them, and at most once a second", () => {
  const { env } = open()
  env.last.welcomes()
  const seen = () => env.last.sent.filter((text) => text.startsWith('["seen"'))
  for (let time = 0; time < 3_000; time += 500) {
    env.last.says("commands", say("direct"))
    env.pass(500)
  }
  assert.deepEqual(seen(), ['["seen",2]', '["seen",4]', '["seen",6]'])
  env.last.says("ack", 99)
  env.pass(999)
  assert.equal(seen().length, 3)
  env.pass(1)
  assert.equal(seen().at(-1), '["seen",7]')
  env.pass(20_000)
  assert.equal(seen().length, 4)
})

test("the count goes on in the same session, and begins anew at another server", () => {
  const { env, hello, comeBack } = open()
  env.last.welcomes()
  env.last.says("commands", say("1"))
  env.last.says("commands", say("2"))
  comeBack()
  assert.equal(hello()["seen"], 2)
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "all" })
  env.last.says("commands", say("3"))
  comeBack()
  assert.equal(hello()["seen"], 3)
  env.last.says("welcome", { heartbeat: 20_000, resume: "r3", resumed: "groups" })
  env.last.says("commands", say("1"))
  comeBack()
  assert.equal(hello()["seen"], 1)
})

test("the same server: what it has begun gets its answer, what it has not goes out again, in order", () => {
  const { env, call, answers, sent, idOf, comeBack } = open()
  env.last.welcomes()
  for (const name of ["Done", "Begun", "Unseen", "Unseen too"]) call(name)
  const [begun, unseen] = [idOf("Begun"), idOf("Unseen")]
  env.last.says("ack", idOf("Done"))
  comeBack()
  call("New")
  assert.deepEqual(sent(), [])
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "all", lastCallback: begun })
  assert.deepEqual(sent(), ["Unseen", "Unseen too", "New"])
  assert.equal(idOf("Unseen"), unseen)
  env.last.says("ack", begun)
  assert.deepEqual(Object.keys(answers), ["Done", "Begun"])
})

test("what the server has begun and lost is told as lost; what may run twice is called anew", () => {
  const { env, call, answers, sent, idOf, comeBack } = open()
  env.last.welcomes()
  call("Once")
  call("Again", { retry: true })
  const [once, again] = [idOf("Once"), idOf("Again")]
  comeBack()
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "all", lastCallback: again })
  env.last.says("ack", once, { status: "lost" })
  env.last.says("ack", again, { status: "lost" })
  assert.equal(answers["Once"]!.status, "lost")
  assert.deepEqual([sent(), Object.keys(answers)], [["Again"], ["Once"]])
  assert.ok(idOf("Again") > again)
  env.last.says("ack", idOf("Again"))
  assert.equal(answers["Again"]!.status, "ok")
})

test("another server: sent ones are lost but those that may run twice, and the page is rendered anew", () => {
  const { env, call, answers, sent, missed, comeBack } = open()
  env.last.welcomes()
  call("Sent")
  call("Again", { retry: true })
  comeBack()
  call("Unsent")
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "groups" })
  assert.deepEqual(answers, { Sent: { status: "lost", reason: "disconnected" } })
  assert.deepEqual(sent(), ["Again", "Unsent"])
  assert.deepEqual(missed, ["callbacks"])
})

test("another server, and nothing unanswered: the page goes on as it is", () => {
  const { env, call, missed, comeBack } = open()
  env.last.welcomes()
  call("Again", { retry: true })
  comeBack()
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "groups" })
  assert.deepEqual(missed, [])
})

test("unanswered ones wait while the connection is away, for as long as an answer may take", () => {
  const { env, call, answers } = open()
  env.isVisible = false
  env.last.welcomes()
  call("Sent")
  env.last.closes(1006)
  env.pass(29_999)
  assert.deepEqual(answers, {})
  env.pass(1)
  assert.deepEqual(answers, { Sent: { status: "timeout" } })
})

test("without anything to come back with, a loss means a gap", () => {
  const { env, missed, comeBack } = open()
  env.last.welcomes({ resume: undefined })
  comeBack()
  assert.deepEqual([missed, env.last.sent], [["history"], []])
})

test("rendered anew: the groups begin at the new position, direct frames and callbacks go on", () => {
  const { env, session, call, applied, hello, missed, answers, sent } = open()
  env.last.welcomes({ positions: { chat: P(7) } })
  env.last.says("commands", say("direct"))
  call("Sent")
  env.last.closes(4410)
  assert.deepEqual([missed, session.isHeld()], [["history"], true])
  session.renew("p90.mac")
  env.last.opens()
  assert.deepEqual(hello(), { v: 1, build: "b1", token: "t1", at: "p90.mac", resume: "r1", seen: 1 })
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", resumed: "all", lastCallback: 0, positions: { chat: P(5) } })
  env.last.says("commands", say("6"), { g: "chat", p: P(6) })
  assert.deepEqual(applied.at(-1), ["say", "6"], "what was known before counts no more")
  assert.deepEqual([sent(), answers], [["Sent"], {}])
})

test("rendered anew at another server: lost calls are told, and the page is not rendered once more", () => {
  const { env, session, call, missed, answers } = open()
  env.last.welcomes()
  call("Sent")
  env.last.closes(4410)
  session.renew("p90.mac")
  env.last.welcomes({ resumed: "groups" })
  assert.deepEqual([missed, answers["Sent"]!.status], [["history"], "lost"])
})

test("rendered anew without a position: begins as if for the first time", () => {
  const { env, session, hello } = open()
  env.last.welcomes({ positions: { chat: P(7) } })
  env.last.closes(4410)
  session.renew()
  env.last.opens()
  assert.deepEqual(hello(), { v: 1, build: "b1", token: "t1" })
})

test("another build is told, the same is not", () => {
  const { env, builds, comeBack } = open()
  env.last.welcomes()
  assert.equal(builds.outdated, 0)
  comeBack()
  env.last.says("welcome", { heartbeat: 20_000, resume: "r2", build: "b2" })
  assert.equal(builds.outdated, 1)
})
