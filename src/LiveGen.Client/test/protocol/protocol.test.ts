import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { Node, type Page, type Socket } from "./node.ts"

const node = new Node()
before(() => node.start())
after(() => node.stop())

/** A page with its socket open and welcomed. */
async function visit(group: string): Promise<{ page: Page; socket: Socket; welcome: any }> {
  const page = await node.page(group)
  const socket = await page.open({ at: page.at })
  const [name, welcome] = await socket.next()
  assert.equal(name, "welcome")
  return { page, socket, welcome }
}

test("welcome names version, channel, heartbeat, build, a token to come back with, and where the groups stand", async () => {
  const { page, welcome } = await visit("g1")
  assert.equal(welcome.v, 1)
  assert.match(welcome.channel, /^ws\./)
  assert.ok(welcome.heartbeat > 0)
  assert.equal(welcome.build, page.build)
  assert.equal(typeof welcome.resume, "string")
  assert.match(welcome.positions.g1, /^[0-9a-f]{12}-[0-9]+$/)
  assert.equal(welcome.resumed, undefined)
})

test("a callback runs, its commands come before its ack", async () => {
  const { page, socket } = await visit("g2")
  socket.send(["callback", 1, "Echo", ["ws.1"], null, page.seal])
  assert.deepEqual(await socket.next(), ["commands", [["livegen.dispatch", null, "replied", "ws.1"]]])
  assert.deepEqual(await socket.next(), ["ack", 1])
  assert.deepEqual(node.ran.filter((key) => key === "ws.1"), ["ws.1"])
})

test("group messages come with rising positions, as commands and by events", async () => {
  const { socket } = await visit("g3")
  for (const number of [1, 2, 3]) await node.send("g3", number)
  const got = await socket.messages(3)
  assert.deepEqual(got.map(({ number }) => number), [1, 2, 3])
  const numbers = got.map(({ p }) => Number(p.split("-")[1]))
  assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b))
})

test("what was sent between the render and the first connect comes", async () => {
  const page = await node.page("g4")
  await node.send("g4", 1)
  await node.send("g4", 2)
  const socket = await page.open({ at: page.at })
  assert.deepEqual((await socket.messages(2)).map(({ number }) => number), [1, 2])
})

test("after a cut the session goes on: missed messages and frames come once, callbacks are known", async () => {
  const { page, socket, welcome } = await visit("g5")
  await node.send("g5", 1)
  const [first] = await socket.messages(1)
  socket.send(["callback", 1, "Echo", ["ws.2"], null, page.seal])
  await socket.next() // the reply; the ack is lost
  await socket.cut()
  await node.send("g5", 2)

  const again = await page.open({ resume: welcome.resume, positions: { g5: first!.p }, seen: 1 })
  const [, resumed] = await again.next()
  assert.equal(resumed.resumed, "all")
  assert.equal(resumed.channel, welcome.channel)
  assert.equal(resumed.lastCallback, 1)
  const rest = [await again.next(), await again.next()]
  assert.deepEqual(rest.find(([name]) => name === "ack"), ["ack", 1])
  assert.equal(rest.find(([name]) => name === "commands")![1][0][3].number, 2)
  assert.deepEqual(node.ran.filter((key) => key === "ws.2"), ["ws.2"])
})

test("a token to come back with that was altered is refused with 4410, and nothing is said", async () => {
  const { page, socket, welcome } = await visit("g6")
  await socket.cut()
  const altered = welcome.resume.replace(/.$/, (last: string) => (last === "A" ? "B" : "A"))
  const again = await page.open({ resume: altered, positions: welcome.positions, seen: 0 })
  await assert.rejects(again.next(), /4410/)
})

test("a position of another epoch is refused with 4410", async () => {
  const { page, socket, welcome } = await visit("g7")
  await socket.cut()
  const again = await page.open({ resume: welcome.resume, positions: { ...welcome.positions, g7: "0123456789ab-1" }, seen: 0 })
  assert.equal(await again.closed, 4410)
})

test("a second connection of a session replaces the first", async () => {
  const { page, socket, welcome } = await visit("g8")
  const again = await page.open({ resume: welcome.resume, positions: welcome.positions, seen: 0 })
  assert.equal((await again.next())[1].resumed, "all")
  assert.equal(await socket.closed, 4409)
})
