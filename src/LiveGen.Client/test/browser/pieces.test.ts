// Big files in pieces: whatever happens on the way, each byte goes once.
import assert from "node:assert/strict"
import { test } from "node:test"
import { FIELD, file, openUploading, Pieces } from "./uploading.ts"
import type { TestPage } from "./harness.ts"

async function sent(t: TestPage, answer = true): Promise<string> {
  const post = await t.nextPost()
  const [, id, args] = /\["callback",(\d+),null,(\[\[.*?\]\])/.exec(post.body)!
  if (answer) post.answer(200, `[["ack",${id}]]`)
  else post.answer(422, `[["ack",${id},{"status":"invalid","errors":{"Name":["Missing."]}}]]`)
  await t.page.locator("#b:not([aria-busy])").waitFor()
  return args!
}

async function choose(t: TestPage, ...files: ReturnType<typeof file>[]): Promise<void> {
  await t.page.setInputFiles("#f", files)
  await t.page.click("#b")
}

test("a big file goes ahead of its call, a small one with it", async () => {
  const pieces = new Pieces()
  await using t = await openUploading(FIELD, { handle: pieces.handle })
  await choose(t, file("a.txt", 500), file("b.txt", 499))
  assert.equal(await sent(t), `[["up:u1","f1"]]`)
  assert.deepEqual(pieces.requests, ["POST", "HEAD", "PATCH 0", "PATCH 200", "PATCH 400"])
  assert.deepEqual([...pieces.uploads.values()], [{ size: 500, bytes: 500 }])
  const events = await t.events("upload")
  assert.deepEqual(events.at(-1), { phase: "done", loaded: 999, total: 999, url: events[0]!["url"] })
  const loaded = events.map((event) => event["loaded"] as number)
  assert.ok(loaded.includes(200) && loaded.includes(400) && loaded.includes(500))
  assert.deepEqual(loaded, [...loaded].sort((a, b) => a - b))
})

test("a connection that is cut within a piece goes on at the byte where it was cut", async () => {
  const pieces = new Pieces()
  pieces.cut = 70
  await using t = await openUploading(FIELD, { handle: pieces.handle })
  await choose(t, file("a.txt", 500))
  assert.equal(await sent(t), `[["up:u1"]]`)
  assert.deepEqual(pieces.requests.slice(0, 3), ["POST", "HEAD", "PATCH 0"])
  assert.deepEqual(pieces.requests.slice(-3), ["PATCH 70", "PATCH 270", "PATCH 470"])
  assert.deepEqual([...pieces.uploads.values()], [{ size: 500, bytes: 500 }])
})

test("an upload survives a network that is away and comes back", async () => {
  const pieces = new Pieces()
  await using t = await openUploading(FIELD, { handle: pieces.handle, clock: true, init: () => void (Math.random = () => 0.5) })
  const pauses = () => t.armed(250) // nothing is on its way then
  pieces.interfere = (request, _, count) => {
    if (count !== 4) return false
    void t.context.setOffline(true).then(() => request.socket.destroy())
    return true
  }
  await choose(t, file("a.txt", 500))
  await pauses()
  await t.page.clock.runFor(60_000)
  assert.equal(await t.page.locator("#b[aria-busy]").count(), 1)
  await pauses()
  await t.offline(false)
  assert.equal(await sent(t), `[["up:u1"]]`)
  assert.deepEqual([...pieces.uploads.values()], [{ size: 500, bytes: 500 }])
})

test("a server that has forgotten the upload gets it anew", async () => {
  const pieces = new Pieces()
  pieces.interfere = (_, __, count) => {
    if (count === 4) pieces.uploads.clear()
    return false
  }
  await using t = await openUploading(FIELD, { handle: pieces.handle })
  await choose(t, file("a.txt", 500))
  assert.equal(await sent(t), `[["up:u1"]]`)
  assert.deepEqual(pieces.requests, ["POST", "HEAD", "PATCH 0", "PATCH 200", "POST", "HEAD", "PATCH 0", "PATCH 200", "PATCH 400"])
})

test("a busy server is asked again", async () => {
  const pieces = new Pieces()
  pieces.interfere = (_, response, count) => {
    if (count === 3) response.writeHead(423).end()
    return count === 3
  }
  await using t = await openUploading(FIELD, { handle: pieces.handle })
  await choose(t, file("a.txt", 500))
  assert.equal(await sent(t), `[["up:u1"]]`)
})

test("a refused call is not paid for again: its finished upload is used by the next", async () => {
  const pieces = new Pieces()
  await using t = await openUploading(FIELD, { handle: pieces.handle })
  await choose(t, file("a.txt", 500))
  await sent(t, false)
  const before = pieces.requests.length
  await t.page.click("#b")
  assert.equal(await sent(t), `[["up:u1"]]`)
  assert.deepEqual(pieces.requests.slice(before), ["HEAD"])
})

for (const [status, text] of [[413, "Too large together."], [429, "Too many uploads."], [507, "No room."], [403, "Out of date."]] as const)
  test(`a refusal with ${status} stands at the field and is not tried again`, async () => {
    const pieces = new Pieces()
    pieces.interfere = (_, response) => {
      response.writeHead(status).end(text)
      return true
    }
    await using t = await openUploading(FIELD, { handle: pieces.handle })
    await choose(t, file("a.txt", 500))
    await t.becomes(`document.getElementById("f").validationMessage === "${text}"`)
    assert.deepEqual(pieces.requests, ["POST"])
  })

test("a canceled upload is taken away at the server", async () => {
  const pieces = new Pieces()
  let deleted = () => {}
  const gone = new Promise<void>((resolve) => (deleted = resolve))
  pieces.interfere = ({ method }) => {
    if (method === "DELETE") deleted()
    return method === "PATCH"
  }
  await using t = await openUploading(FIELD, { handle: pieces.handle })
  await choose(t, file("a.txt", 500))
  await t.page.click("text=Cancel")
  await gone
  await t.page.locator("#b:not([aria-busy])").waitFor()
  assert.equal((await t.events("upload")).at(-1)!["phase"], "canceled")
  assert.equal(t.postsWaiting(), 0)
})
