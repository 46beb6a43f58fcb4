// The page rendered anew in its place: what stays, what comes, and what it says to the server then.
import assert from "node:assert/strict"
import { test } from "node:test"
import { lg } from "./live.ts"
import { focus, keep, same, value } from "./patching.ts"
import { atOnce, OPEN, OPEN_ANEW, openRenewing } from "./renewing.ts"

const state = (name: string) => `document.documentElement.dataset.livegen === "${name}"`

test("typed text, focus, caret, scroll, open details, widgets and the page's own parts stay; the rest is as rendered", async () => {
  const rows = (text: string) => Array.from({ length: 200 }, (_, row) => `<p>${text} ${row}</p>`).join("")
  const { t, asked } = await openRenewing(
    `<h1>old</h1><input id="i"><form><textarea name="t"></textarea><input type="checkbox" name="c"></form><details><summary>s</summary>d</details>` +
      `<div id="w" data-livegen-ignore>w</div><video id="v" data-livegen-permanent></video><div id="list">${rows("old")}</div>`,
    {},
    [{
      title: "new",
      body:
        `<h1>new</h1><p>more</p><input id="i"><form><textarea name="t"></textarea><input type="checkbox" name="c"></form>` +
        `<details><summary>s</summary>d</details><video id="v" class="x" data-livegen-permanent></video><div id="list">${rows("new")}</div>`,
    }],
  )
  await using _ = t
  const peer = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await t.page.fill("textarea", "typed")
  await t.page.check("[name=c]")
  await t.page.click("summary")
  await t.page.fill("#i", "hello")
  await t.page.locator("#i").evaluate((e: HTMLInputElement) => e.setSelectionRange(2, 2))
  await t.page.evaluate("w.append(document.createElement('b')); scrollTo(0, 700)")
  await keep(t.page, "#i", "#w", "#v", "[data-livegen-note]")
  peer.close(4410)
  const again = await t.nextPeer()
  assert.deepEqual(await again.next(), ["hello", { v: 1, build: "b1", token: "t2", at: "p2.mac", resume: "r1", seen: 0 }])
  again.send("welcome", { v: 1, channel: "ws.1", heartbeat: 20000, build: "b1", resume: "r2", resumed: "all", positions: {} })
  await t.becomes(state("open"))

  assert.deepEqual(asked.map((headers) => [headers.accept, headers["livegen-token"]]), [["text/html", "t1"]])
  assert.deepEqual(await focus(t.page, "#i"), [true, "hello", 2])
  assert.deepEqual(await same(t.page, "#i", "#w", "#v", "[data-livegen-note]"), [true, true, true, true])
  assert.deepEqual([await value(t.page, "textarea"), await t.page.isChecked("[name=c]")], ["typed", true])
  assert.deepEqual(
    await t.page.evaluate("[document.title, document.querySelector('h1').textContent, list.lastChild.textContent, document.querySelector('details').open, w.innerHTML, v.className]"),
    ["new", "new", "new 199", true, "w<b></b>", ""],
  )
  // Rows above that grew move what is seen, not the reader.
  assert.ok(Math.abs((await t.page.evaluate<number>("scrollY")) - 700) < 120)
  assert.deepEqual(await t.events("resync"), [{ reason: "history" }])
  assert.deepEqual(await t.events("resynced"), [{ layouts: [] }])
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

test("what the page first did it does again, but nothing that takes the person elsewhere", async () => {
  const dialogs: string[] = []
  const commands = [
    ["livegen.setClientState", "n", 1], ["livegen.focus", "other"], ["livegen.scrollTo", "end"], ["alert", "hi"], ["livegen.key", "k", "tk"],
    ["livegen.intervalSet", "new", 60_000, { to: "/ws/a", args: [] }], ...OPEN_ANEW,
  ]
  const { t } = await openRenewing(
    `<input id="i"><input id="other"><div id="tall"></div><p id="end">end</p>`,
    { commands: [["livegen.intervalSet", "old", 60_000, { to: "/ws/a", args: [] }], ...OPEN] },
    [{ commands }],
  )
  await using _ = t
  t.page.on("dialog", (dialog) => (dialogs.push(dialog.message()), void dialog.accept()))
  const peer = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await t.page.evaluate("tall.style.height = '5000px'")
  await t.page.focus("#i")
  peer.close(4410)
  await (await t.nextPeer()).welcome()
  await t.becomes("window.heard.resynced")
  assert.deepEqual(await t.page.evaluate("[LiveGen.state.n, document.activeElement.id, scrollY]"), [1, "i", 0])
  assert.deepEqual(dialogs, [])
})

test("sockets that the new page does not open are closed; several that ask at once are one render", async () => {
  const { t, asked } = await openRenewing("", { commands: [...OPEN, ["livegen.openSocket", "/ws/b", null, "p1.mac"], ["livegen.openSocket", "/ws/c"]] }, [
    { commands: [...OPEN_ANEW, ["livegen.openSocket", "/ws/b", null, "p2.mac"]] },
  ])
  await using _ = t
  const peers = [await (await t.nextPeer()).welcome(), await (await t.nextPeer()).welcome(), await (await t.nextPeer()).welcome()]
  await t.becomes(state("open"))
  peers[0]!.close(4410)
  peers[1]!.close(4410)
  const again = [await t.nextPeer(), await t.nextPeer()]
  assert.equal(await peers[2]!.closed, 1000)
  assert.deepEqual(again.map((peer) => peer.url).sort(), ["/ws/a", "/ws/b"])
  for (const peer of again) await peer.welcome()
  await t.becomes(state("open"))
  assert.equal(asked.length, 1)
  assert.deepEqual(await t.events("resynced"), [{ layouts: [] }])
})

test("what is typed and called while the page is rendered anew is not lost", async () => {
  let open!: () => void
  const { t, gate } = await openRenewing(`<input id="i" ${lg("keyup", { when: ["key", "Enter"], clear: true })}><p>old</p>`, {}, [
    { body: `<p>new</p><input id="i" ${lg("keyup", { when: ["key", "Enter"], clear: true })}>` },
  ])
  await using _ = t
  gate.until = new Promise<void>((resolve) => (open = resolve))
  const peer = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  peer.close(4410)
  await t.becomes("window.heard.resync")
  await t.page.locator("#i").pressSequentially("half")
  await t.page.press("#i", "Enter")
  await t.page.locator("#i").pressSequentially(" more")
  open()
  const again = await (await t.nextPeer()).welcome({ resumed: "all" })
  const [, id, , args] = await again.next()
  assert.deepEqual(args, ["half"])
  again.send("ack", id)
  await t.becomes(`!document.querySelector("[aria-busy]")`)
  assert.deepEqual(await focus(t.page, "#i"), [true, "half more", 9])
})

test("fields that were added to a form are there once, with what was typed in them (live_view's form recovery)", async () => {
  const row = (i: number) => `<p><input name="item"><button name="remove" value="${i}">x</button></p>`
  const { t } = await openRenewing(`<form><div id="rows">${row(0)}</div><input name="total"></form>`, {}, [
    { body: `<form><div id="rows">${row(0)}${row(1)}${row(2)}</div><input name="total"></form>` },
  ])
  await using _ = t
  const peer = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  for (const i of [1, 2]) peer.send("commands", [["livegen.append", "rows", row(i)]])
  await t.becomes("document.forms[0].item.length === 3")
  for (const i of [0, 1, 2]) await t.page.locator("[name=item]").nth(i).fill(`typed ${i}`)
  peer.close(4410)
  await (await t.nextPeer()).welcome({ resumed: "all" })
  await t.becomes("window.heard.resynced")
  assert.deepEqual(await t.page.evaluate("new URLSearchParams(new FormData(document.forms[0])).toString()"), "item=typed+0&item=typed+1&item=typed+2&total=")
})

test("at another server: what nobody knows is told, kept, and the page rendered anew once", async () => {
  const { t, asked } = await openRenewing(`<input id="i" ${lg("keyup", { when: ["key", "Enter"], clear: true })}>`)
  await using _ = t
  const peer = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await t.page.fill("#i", "said")
  await t.page.press("#i", "Enter")
  await peer.next()
  peer.terminate()
  await (await t.nextPeer()).welcome({ resumed: "groups" })
  await (await t.nextPeer()).welcome({ resumed: "all" })
  await t.becomes("window.heard.resynced")
  assert.deepEqual((await t.events("callback-lost")).map(({ name, reason }) => [name, reason]), [["Hit", "disconnected"]])
  assert.deepEqual(await t.events("resync"), [{ reason: "callbacks" }])
  assert.equal(asked.length, 1)
  assert.equal(await value(t.page, "#i"), "said")
})

test("another build renders this page too, and the page says that it is out of date", async () => {
  const { t } = await openRenewing("<p>old</p>", {}, [{ body: "<p>new</p>", island: { build: "b2" } }])
  await using _ = t
  ;(await (await t.nextPeer()).welcome()).close(4410)
  await (await t.nextPeer()).welcome()
  await t.becomes(`document.querySelector("p").textContent === "new" && document.querySelector("[data-livegen-note]").textContent.startsWith("This page is out of date")`)
})

test("commands are applied once, in order, across a lost connection", async () => {
  const { t } = await openRenewing(`<ol id="l"></ol>`, { init: atOnce })
  await using _ = t
  const say = (number: number) => ["commands", [["livegen.append", "l", `<li>${number}</li>`]], { g: "chat", p: `00000000000a-${number}` }]
  const first = await (await t.nextPeer()).welcome({ positions: { chat: "00000000000a-1" } })
  for (const number of [2, 3, 5]) first.send(...say(number))
  await t.becomes("l.children.length === 3")
  first.terminate()
  const second = await t.nextPeer()
  const [, hello] = (await second.next()) as [string, Record<string, unknown>]
  assert.deepEqual([hello["resume"], hello["positions"]], ["r1", { chat: "00000000000a-5" }])
  second.send("welcome", { v: 1, channel: "ws.1", heartbeat: 20000, build: "b1", resume: "r2", resumed: "groups", positions: { chat: "00000000000a-3" } })
  for (const number of [3, 5, 6, 9, 6]) second.send(...say(number))
  second.send("commands", [["livegen.title", "done"]])
  await t.becomes("document.title === 'done'")
  assert.equal(await t.page.textContent("#l"), "23569")
})
