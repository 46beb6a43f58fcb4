// Elements that the page's own scripts define: what a patch does to them, and what of theirs it leaves alone.
import assert from "node:assert/strict"
import { test } from "node:test"
import { openPage } from "./harness.ts"

/** Renders into itself, keeps what happened to it in `log`, and hears of its attribute `extent`. */
const define = `<script nonce="x">window.log = []
  customElements.define("x-map", class extends HTMLElement {
    static observedAttributes = ["extent"]
    connectedCallback() {
      log.push("connected")
      this.insertAdjacentElement("afterbegin", document.createElement("canvas"))
      this.classList.add("ready")
    }
    disconnectedCallback() { log.push("disconnected") }
    attributeChangedCallback(name, old, value) { log.push(name + "=" + value) }
  })</script>`

const map = (extent: string, inside = "") => `<x-map id="m" data-livegen-ignore extent="${extent}"><p id="popup">${inside}</p></x-map>`

const open = (body: string) => openPage({ head: define, body: `<div id="root">${body}</div>` })

test("what an ignored element has rendered stays, with its attributes and its life, whatever the patch says of it", async () => {
  await using t = await open(map("1"))
  await t.apply(["livegen.morph", "root", `<h1>new</h1>${map("2", "server")}`], ["livegen.morph", "root", map("3")])
  assert.deepEqual(await t.page.evaluate("log"), ["extent=1", "connected"])
  assert.equal(
    await t.page.evaluate("root.innerHTML"),
    `<x-map id="m" data-livegen-ignore="" extent="1" class="ready"><canvas></canvas><p id="popup"></p></x-map>`,
  )
})

test("verbs reach an ignored element and what stands in it", async () => {
  await using t = await open(map("1"))
  await t.apply(["livegen.setAttribute", "m", "extent", "2"], ["livegen.morph", "popup", "<b>a dam</b>"])
  assert.deepEqual(await t.page.evaluate("log"), ["extent=1", "connected", "extent=2"])
  assert.equal(await t.page.evaluate("popup.innerHTML"), "<b>a dam</b>")
  assert.deepEqual(await t.events("error"), [])
})

test("one that is not ignored hears of the attributes that a patch changes, and only of those", async () => {
  await using t = await open(`<x-map id="m" extent="1" lang="en"></x-map>`)
  await t.apply(["livegen.morph", "root", `<x-map id="m" extent="1" lang="da"></x-map>`], ["livegen.morph", "root", `<x-map id="m" extent="2" lang="da"></x-map>`])
  assert.deepEqual(await t.page.evaluate("log"), ["extent=1", "connected", "extent=2"])
})

test("one that a patch brings comes to life in its place, and one that it takes out ends", async () => {
  await using t = await open("")
  await t.apply(["livegen.morph", "root", `<section>${map("1", "server")}</section>`], ["livegen.morph", "popup", "<b>a dam</b>"])
  assert.deepEqual(await t.page.evaluate("log"), ["extent=1", "connected"])
  assert.equal(await t.page.evaluate("popup.innerHTML"), "<b>a dam</b>")
  await t.apply(["livegen.remove", "m"])
  assert.deepEqual(await t.page.evaluate("log"), ["extent=1", "connected", "disconnected"])
})

test("one whose script comes later comes to life then, and the commands that the script brings have waited", async () => {
  const script = `customElements.define("x-late", class extends HTMLElement { show(text) { this.textContent = text } })
    LiveGen.register("late.show", (id, text) => document.getElementById(id).show(text))`
  await using t = await openPage({
    body: `<x-late id="l"></x-late>`,
    answer: (request, response) => {
      if (request.url !== "/late.js") return false
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(script)
      return true
    },
  })
  await t.apply(["livegen.loadModule", "/late.js"], ["late.show", "l", "shown"])
  await t.becomes(`l.textContent === "shown"`)
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})
