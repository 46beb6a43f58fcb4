// Rendering anew among pages that load in part.
import assert from "node:assert/strict"
import type { IncomingMessage, ServerResponse } from "node:http"
import { test } from "node:test"
import { follow, walk } from "./navigating.ts"
import { atOnce, until } from "./renewing.ts"

const state = (name: string) => `document.documentElement.dataset.livegen === "${name}"`
const MAIN = "L1-main"
const open = (at: string, layout: number | null = 0) => ["livegen.openSocket", "/ws/a", layout, at]

/** A page of the site as a whole. */
function whole(response: ServerResponse, html: string, island: object): void {
  response.setHeader("Content-Type", "text/html")
  const text = JSON.stringify({ v: 1, build: "b1", extras: {}, token: "T2", layouts: [MAIN], ...island })
  response.end(
    `<!doctype html><title>whole</title><nav id="nav"><a id="home" href="/">Home</a><a id="to-b" href="/b">B</a></nav>` +
      `<main id="main">${html}</main><script type="application/json" id="livegen">${text}</script>`,
  )
}

test("a navigation ends it; what the layout has missed is rendered with the page that is there then", async () => {
  const asked: string[] = []
  let waiting: ServerResponse | undefined
  const site = await walk(
    { "/b": { title: "B", html: "<h1>B</h1>" } },
    {
      commands: [open("p1.mac")],
      init: atOnce,
      handle: (request: IncomingMessage, response: ServerResponse) => {
        if (request.headers["livegen-render"] !== "1") return false
        asked.push(request.url!)
        if (request.url === "/") waiting = response
        else whole(response, "<h1>B anew</h1>", { commands: [open("p9.mac")] })
        return true
      },
      hold: ["/b"],
    },
  )
  const { t } = site
  await using _ = t
  const first = await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  await t.page.evaluate(`document.querySelector("#to-b").click()`)
  first.close(4410)
  await until(() => !!waiting)
  await until(() => site.held.has("/b"))
  site.held.get("/b")!()
  const [, hello] = (await (await t.nextPeer()).next()) as [string, Record<string, unknown>]
  assert.equal(hello["at"], "p9.mac")
  assert.deepEqual(asked, ["/", "/b"])
  await t.becomes(`document.querySelector("h1").textContent === "B anew"`)
  assert.equal((await t.events("resynced")).length, 1)
})

test("a navigation that takes all such sockets along ends it for good", async () => {
  let asked = 0
  const site = await walk(
    { "/b": { title: "B", html: "<h1>B</h1>", commands: [open("p5.mac", null)] } },
    {
      commands: [open("p1.mac", null)],
      init: atOnce,
      handle: (request: IncomingMessage) => request.headers["livegen-render"] === "1" && ++asked > 0,
    },
  )
  const { t } = site
  await using _ = t
  ;(await (await t.nextPeer()).welcome()).close(4410)
  await t.becomes("window.heard.resync")
  await until(() => asked > 0)
  await follow(site, "#to-b")
  const [, hello] = (await (await t.nextPeer()).next()) as [string, Record<string, unknown>]
  assert.equal(hello["at"], "p5.mac")
  await t.becomes("window.heard.resynced")
  assert.equal(asked, 1)
})

test("the layouts that come are those of the next navigation, and the nav says where one is", async () => {
  const other = "L2-main"
  const site = await walk(
    { "/b": { title: "B", html: "<h1>B</h1>", layouts: [other] } },
    {
      commands: [open("p1.mac")],
      init: atOnce,
      handle: (request: IncomingMessage, response: ServerResponse) => {
        if (request.headers["livegen-render"] !== "1") return false
        whole(response, "<h1>Home anew</h1>", { layouts: [other], commands: [open("p2.mac")] })
        return true
      },
    },
  )
  const { t } = site
  await using _ = t
  ;(await (await t.nextPeer()).welcome()).close(4410)
  await (await t.nextPeer()).welcome()
  await t.becomes(state("open"))
  assert.deepEqual(await t.page.evaluate("[home.ariaCurrent, document.querySelector('#to-b').ariaCurrent]"), ["page", null])
  await follow(site, "#to-b")
  assert.equal(site.headers.at(-1)!["livegen-layouts"], other)
  assert.equal(site.headers.at(-1)!["livegen-token"], "T2")
})

test("a socket of a page without a layout of its own ends with it, one of the layout stays", async () => {
  const site = await walk(
    { "/b": { title: "B", html: "<h1>B</h1>" } },
    { commands: [["livegen.openSocket", "/ws/layout", 0, "p.mac"], ["livegen.openSocket", "/ws/page", null, "p.mac"]] },
  )
  const { t } = site
  await using _ = t
  const peers = [await (await t.nextPeer()).welcome(), await (await t.nextPeer()).welcome()]
  await t.becomes(state("open"))
  await follow(site, "#to-b")
  const page = peers.find((peer) => peer.url === "/ws/page")!
  assert.equal(await page.closed, 1000)
  await t.becomes(state("open"))
})
