// Files of a call: choosing, checking, sending, and what the person sees of it.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { FIELD, file, openUploading, send } from "./uploading.ts"

const message = (id: string) => `document.getElementById("${id}").validationMessage`

test("files go as parts behind the frame that names them, with progress and its end", async () => {
  await using t = await openUploading(FIELD)
  await t.page.setInputFiles("#f", [file("a.txt", 10), file("b.png", 20, "image/png")])
  await t.page.click("#b")
  const post = await t.nextPost()
  assert.match(post.request.headers["content-type"]!, /^multipart\/form-data; boundary=/)
  assert.deepEqual([post.request.headers["livegen"], post.request.headers["livegen-token"]], ["1", "t1"])
  const parts = [...post.body.matchAll(/name="(\w+)"(?:; filename="([\w.]+)")?\r\n(?:Content-Type: (.*)\r\n)?\r\n(.*)\r\n/g)].map(([, ...rest]) => rest)
  assert.deepEqual(parts.map(([name]) => name), ["livegen", "f0", "f1"])
  assert.deepEqual(parts[1], ["f0", "a.txt", "text/plain", "a".repeat(10)])
  const frame = JSON.parse(parts[0]![3]!)
  assert.deepEqual(frame.slice(2, 4), [null, [["f0", "f1"]]])
  post.answer(200, JSON.stringify([["commands", [["livegen.title", "saved"]]], ["ack", frame[1]]]))
  await t.becomes(`document.title === "saved"`)
  await t.page.locator("#b:not([aria-busy])").waitFor()
  const events = await t.events("upload")
  assert.deepEqual(events.at(0), { phase: "progress", loaded: 0, total: 30, url: events[0]!["url"] })
  assert.deepEqual(events.at(-1), { ...events[0], phase: "done", loaded: 30 })
  assert.equal(await t.page.locator("progress").count(), 0)
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

test("a field without a file is an empty list in a plain call", async () => {
  await using t = await openUploading(FIELD)
  await t.page.click("#b")
  const post = await t.nextPost()
  assert.deepEqual(post.frame[3], [[]])
  post.acks()
})

for (const [what, files, text] of [
  ["size", [file("a.txt", 1001)], "“a.txt” is too large: at most 1000 bytes."],
  ["total", [file("a.txt", 900), file("b.txt", 601)], "The files are too large together."],
  ["count", [file("a.txt", 1), file("b.txt", 1), file("c.txt", 1)], "Choose at most 2 files."],
  ["type", [file("a.html", 1, "text/html")], "“a.html” is not of an accepted type."],
  ["SVG", [file("a.svg", 1, "image/svg+xml")], "“a.svg” is not of an accepted type."],
] as const)
  test(`over the limit of ${what} nothing is sent and the field says why`, async () => {
    await using t = await openUploading(FIELD)
    await t.page.setInputFiles("#f", files)
    await t.page.click("#b")
    await t.becomes(`${message("f")} !== ""`)
    assert.equal(await t.page.evaluate(message("f")), text)
    assert.equal(t.postsWaiting(), 0)
    await t.page.setInputFiles("#f", [file("a.TXT", 400), file("b.png", 400, "image/png")])
    await t.page.click("#b")
    const post = await t.nextPost()
    assert.ok(post.body.includes("b.png"))
  })

test("the server's refusal stands at the field too", async () => {
  await using t = await openUploading(FIELD)
  await t.page.setInputFiles("#f", file("a.txt", 10))
  await t.page.click("#b")
  const post = await t.nextPost()
  const id = /\["callback",(\d+)/.exec(post.body)![1]
  post.answer(413, `[["ack",${id},{"status":"invalid","errors":{"files":["Too large for today."]}}]]`)
  await t.becomes(`${message("f")} === "Too large for today."`)
  assert.equal((await t.events("upload")).at(-1)!["phase"], "failed")
})

test("progress is shown behind the field with a button that cancels, and what is canceled says nothing", async () => {
  await using t = await openUploading(FIELD)
  await t.page.setInputFiles("#f", file("a.txt", 10))
  await t.page.click("#b")
  const post = await t.nextPost()
  await t.becomes(`(({ max, value }) => max === 10 && value === 10)(document.querySelector("#f + span > progress"))`)
  const given = new Promise((resolve) => post.request.socket.on("close", resolve))
  await t.page.click("text=Cancel")
  await t.page.locator("#b:not([aria-busy])").waitFor()
  assert.equal(await t.page.locator("progress").count(), 0)
  assert.equal((await t.events("upload")).at(-1)!["phase"], "canceled")
  assert.equal(await t.page.textContent("[data-livegen-note]"), "")
  await given
})

test("a progress bar of the page's own is used and stays full, and a button of its own cancels that field's upload alone", async () => {
  await using t = await openUploading(
    `<input type="file" id="f"><input type="file" id="g"><progress id="p" max="1" value="0"></progress>` +
      `<button id="b" ${send({ progress: "p" })}>b</button><button id="c" data-livegen-cancel-upload="g"><i>c</i></button>`,
  )
  await t.page.setInputFiles("#f", file("a.txt", 10))
  await t.page.click("#b")
  const post = await t.nextPost()
  await t.page.click("#c i")
  post.answer(200, `[["ack",${/\["callback",(\d+)/.exec(post.body)![1]}]]`)
  await t.page.locator("#b:not([aria-busy])").waitFor()
  assert.deepEqual(await t.page.evaluate(`(({ max, value }) => [max, value])(document.querySelector("progress"))`), [10, 10])
})

test("a call whose connection breaks is lost, and its files stay chosen", async () => {
  await using t = await openUploading(FIELD)
  await t.page.setInputFiles("#f", file("a.txt", 10))
  await t.page.click("#b")
  const post = await t.nextPost()
  post.breaks()
  await t.page.locator("[data-livegen-note]:not(:empty)").waitFor()
  assert.equal((await t.events("upload")).at(-1)!["phase"], "failed")
  assert.equal(await t.page.evaluate(`document.getElementById("f").files.length`), 1)
})

test("a field whose call is accepted is empty again, unless other files were chosen meanwhile", async () => {
  await using t = await openUploading(`<input type="file" id="f"><button id="b" ${send({ clear: true })}>b</button>`)
  const call = async (meanwhile: () => Promise<void>) => {
    await t.page.setInputFiles("#f", file("a.txt", 10))
    await t.page.click("#b")
    const post = await t.nextPost()
    await meanwhile()
    post.answer(200, `[["ack",${/\["callback",(\d+)/.exec(post.body)![1]}]]`)
    await t.page.locator("#b:not([aria-busy])").waitFor()
  }
  const chosen = () => t.page.evaluate(`[...document.getElementById("f").files].map(({ name }) => name).join()`)
  await call(() => t.page.setInputFiles("#f", file("b.txt", 10)))
  assert.equal(await chosen(), "b.txt")
  await call(async () => {})
  assert.equal(await chosen(), "")
})

test("a socket takes no files, and says what does", async () => {
  await using t = await openUploading(
    `<input type="file" id="f"><button id="b" data-lg-click='{"to":"/ws/a","args":[["r","f"]]}'>b</button>`,
    { commands: [["livegen.openSocket", "/ws/a"]] },
  )
  await (await t.nextPeer()).welcome()
  await t.page.click("#b")
  await t.becomes(`heard.error?.length === 1`)
  assert.equal((await t.events("error"))[0]!["error"], 'No MapAction for the files of "f"')
})

test("dropped files are chosen in the zone's field", async () => {
  await using t = await openUploading(`<div id="z" data-livegen-dropzone="f"><b>drop</b></div><div id="o">o</div><input type="file" id="f">`, {})
  await t.page.evaluate(`document.getElementById("f").addEventListener("change", () => (document.title = "changed"))`)
  const drop = (type: string, on: string) => `(() => {
    const dataTransfer = new DataTransfer()
    for (const name of ["a.txt", "b.txt"]) dataTransfer.items.add(new File(["x"], name))
    return !document.querySelector("${on}").dispatchEvent(new DragEvent("${type}", { bubbles: true, cancelable: true, dataTransfer }))
  })()`
  await t.becomes(drop("dragover", "#z b"))
  assert.equal(await t.page.locator("#z[data-livegen-dragging]").count(), 1)
  assert.equal(await t.page.evaluate(drop("dragleave", "#z b")), true)
  assert.equal(await t.page.locator("[data-livegen-dragging]").count(), 0)
  assert.equal(await t.page.evaluate(drop("dragover", "#o")), false)
  assert.equal(await t.page.evaluate(drop("drop", "#z b")), true)
  // One, as the field takes one.
  assert.deepEqual(await t.page.evaluate(`[[...document.getElementById("f").files].map(({ name }) => name), document.title]`), [["a.txt"], "changed"])
  await t.page.evaluate(`document.getElementById("f").disabled = true`)
  assert.equal(await t.page.evaluate(drop("drop", "#z b")), false)
})

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64")

test("an image that was chosen before the module came is previewed", async () => {
  let come!: () => void
  const isChosen = new Promise<void>((resolve) => (come = resolve))
  await using t = await openUploading(`<input type="file" id="f"><img hidden alt="" data-livegen-preview="f">`, {
    answer: ({ url }, response) => {
      if (url !== "/extras/uploads.js") return false
      const module = readFileSync(join(process.env["LIVEGEN_PAGES"]!, url))
      void isChosen.then(() => response.writeHead(200, { "Content-Type": "text/javascript" }).end(module))
      return true
    },
  })
  await t.page.setInputFiles("#f", { name: "a.png", mimeType: "image/png", buffer: png })
  come()
  await t.becomes("document.images[0].naturalWidth === 1 && !document.images[0].hidden")
})

test("a chosen image is previewed, and gone with its choice", async () => {
  await using t = await openUploading(
    `<form><input type="file" id="f" multiple><img hidden alt="" data-livegen-preview="f"><img hidden alt="" data-livegen-preview="f"></form>`,
  )
  const shown = `[...document.images].map(({ hidden, naturalWidth }) => hidden ? "-" : naturalWidth).join("")`
  await t.page.setInputFiles("#f", [{ name: "a.png", mimeType: "image/png", buffer: png }, file("b.txt", 1)])
  await t.becomes(`${shown} === "1-"`)
  const urls = await t.page.evaluate(`document.images[0].src`)
  // What has been shown does not hold the file any longer.
  await t.becomes(`fetch("${urls}").then(() => false, () => true)`)
  await t.page.setInputFiles("#f", [{ name: "a.png", mimeType: "image/png", buffer: png }, { name: "c.png", mimeType: "image/png", buffer: png }])
  await t.becomes(`${shown} === "11"`)
  await t.page.evaluate(`document.forms[0].reset()`)
  await t.becomes(`${shown} === "--"`)
})
