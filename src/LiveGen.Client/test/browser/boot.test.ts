import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage } from "./harness.ts"

test("the first batch runs at boot, opens the socket, and a callback goes round", async () => {
  await using t = await openPage({
    body: `<p id="out"></p><button id="b" data-lg-click='{"to":"/ws/a?x=1","name":"Hit","args":[["v","42"]]}'>b</button>`,
    commands: [["livegen.append", "out", "<b>hi</b>"], ["livegen.openSocket", "/ws/a?x=1"]],
  })
  const peer = await t.nextPeer()
  assert.equal(peer.url, "/ws/a?x=1")
  assert.equal(peer.protocol, "livegen.v1")
  assert.deepEqual(await peer.next(), ["hello", { v: 1, build: "b1" }])
  peer.send("welcome", { v: 1, channel: "ws.1", heartbeat: 20000 })
  await t.page.locator("html[data-livegen=open]").waitFor()
  assert.equal(await t.page.innerHTML("#out"), "<b>hi</b>")
  await t.page.click("#b")
  assert.deepEqual(await peer.next(), ["callback", 1, "Hit", [42]])
  peer.send("commands", [["livegen.morph", "out", "<i>yo</i>"]])
  peer.send("ack", 1)
  await t.page.locator("#b:not([aria-busy])").waitFor()
  assert.equal(await t.page.innerHTML("#out"), "<i>yo</i>")
  assert.deepEqual(await t.events("error"), [])
  assert.deepEqual(await t.events("violation"), [])
})
