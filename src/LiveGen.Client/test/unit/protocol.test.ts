import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { appliedFrame, type Beginning, helloFrame, PING, readFrame, seenFrame } from "../../src/extras/sockets/frames.ts"
import { argumentTexts, callbackFrame, type CallbackSpec, type Json, readAnswer } from "../../src/protocol.ts"

function golden<T>(name: string): T[] {
  return JSON.parse(readFileSync(join(process.env["LIVEGEN_ROOT"]!, "tests/frames", name), "utf8")) as T[]
}

for (const { name, text, means } of golden<{ name: string; text: string; means: { type: string; group?: string } }>("server.json"))
  test(`reads the server's golden frame: ${name}`, () => {
    assert.deepEqual(plain(readFrame(JSON.parse(text))), means)
    // What an action may answer with, the runtime reads without the module for sockets.
    if (/^(ack|commands)$/.test(means.type) && !means.group) assert.deepEqual(plain(readAnswer(JSON.parse(text))), means)
  })

/** Without the members that are not there. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}

interface ClientFrame {
  name: string
  text: string
  from: Beginning & { type: string; build: string; id: number; name: string | null; args: string[]; meta?: Json; seal?: string; count: number; number: number; took: number }
}

for (const { name, text, from } of golden<ClientFrame>("client.json"))
  test(`writes the page's golden frame: ${name}`, () => {
    if (from.type === "hello") {
      const { type: _, build, ...beginning } = from
      assert.equal(helloFrame(build, beginning), text)
    } else if (from.type === "seen") assert.equal(seenFrame(from.count), text)
    else if (from.type === "applied") assert.equal(appliedFrame(from.number, from.took), text)
    else if (from.type === "ping") assert.equal(PING, text)
    else assert.equal(callbackFrame(from.id, from.name, from.args, from.meta, from.seal, from.token), text)
  })

interface Callback {
  name: string
  attribute: string
  reads: Record<string, string>
  tokens?: Record<string, string>
  id: number
  frame: string
}

for (const { name, attribute, reads, tokens, id, frame } of golden<Callback>("callbacks.json"))
  test(`makes the golden frame of a callback: ${name}`, () => {
    const spec = JSON.parse(attribute) as CallbackSpec
    const args = argumentTexts(spec, (element) => reads[element ?? ""]!)
    assert.equal(callbackFrame(id, spec.name, args, spec.meta, spec.seal, spec.key && tokens![spec.key]), frame)
  })

test("ignores further items, further members and frames it does not know", () => {
  assert.deepEqual(readFrame(JSON.parse('["commands",[],{"g":"chat","p":"1-7","x":1},0]')), { type: "commands", commands: [], group: "chat", position: "1-7" })
  assert.deepEqual(readFrame(JSON.parse('["ack",3,{"status":"denied"},0]')), { type: "ack", id: 3, status: "denied" })
  assert.deepEqual(readFrame(JSON.parse('["later",{"max":5}]')), { type: "later" })
})
