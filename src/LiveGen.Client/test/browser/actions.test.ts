// Actions over HTTP: what goes out, and what comes of each answer.
import assert from "node:assert/strict"
import { test } from "node:test"
import { act, note, openActing } from "./acting.ts"

test("a call is a POST with the page's address, token and seal; its commands run and its trigger is free again", async () => {
  await using t = await openActing(`<p id="out"></p><button id="b" ${act("click", { args: [["v", "42"]] })}>b</button>`, { query: "?q=ø" })
  await t.page.click("#b")
  const post = await t.nextPost()
  assert.equal(post.request.url, "/act")
  const { livegen, "livegen-page": page, "content-type": type, "sec-fetch-site": site, "sec-fetch-mode": mode } = post.request.headers
  assert.deepEqual([livegen, page, type, site, mode], ["1", "/?q=%C3%B8", "application/json", "same-origin", "cors"])
  assert.deepEqual([post.frame[0], ...post.frame.slice(2)], ["callback", null, [42], null, "s1", "t1"])
  assert.equal(await t.page.locator("#b[aria-busy=true][data-livegen-pending]").count(), 1)
  post.acks([["livegen.morph", "out", "<i>yo</i>"]])
  await t.page.locator("#b:not([aria-busy]):not([data-livegen-pending])").waitFor()
  assert.equal(await t.page.innerHTML("#out"), "<i>yo</i>")
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

test("an invalid answer stands at its field", async () => {
  await using t = await openActing(`<form ${act("submit")}><input name="Text" value="x"><button>go</button></form>`)
  await t.page.click("button")
  const post = await t.nextPost()
  post.answer(422, JSON.stringify([["ack", post.frame[1], { status: "invalid", errors: { Text: ["Too short."] } }]]))
  await t.becomes(`document.querySelector("[name=Text]").validationMessage === "Too short."`)
})

const refusals: [status: number, body: string, text: string][] = [
  [500, "<h1>Oops</h1>", "Something went wrong"],
  [200, "<!doctype html><p>A page", "Something went wrong"],
  [403, "cross-site", "Not allowed"],
  [413, "", "Too large"],
  [429, "", "Try again later"],
  [503, "", "Try again later"],
]
for (const [status, body, text] of refusals)
  test(`an answer ${status} without frames leaves the page as it is and says "${text}"`, async () => {
    await using t = await openActing(`<input id="i"><button id="b" ${act("click")}>b</button>`)
    await t.page.fill("#i", "typed")
    await t.page.click("#b")
    ;(await t.nextPost()).answer(status, body)
    await t.page.locator(note).getByText(text, { exact: true }).waitFor()
    await t.becomes(`document.querySelector("[aria-live=assertive]").textContent === ${JSON.stringify(text)}`)
    assert.equal(await t.page.inputValue("#i"), "typed")
    await t.page.click("#b")
    ;(await t.nextPost()).acks()
    await t.page.locator(note).waitFor({ state: "hidden" })
  })

test("a failure's id stands in the note", async () => {
  await using t = await openActing(`<button id="b" ${act("click")}>b</button>`)
  await t.page.click("#b")
  ;(await t.nextPost()).acks([], { status: "failed", error: "00-4bf9" })
  await t.page.locator(note).getByText("Something went wrong (00-4bf9)").waitFor()
})

for (const [status, location] of [[302, "/login"], [307, "/other"], [302, "https://elsewhere.example/login"]] as const)
  test(`a redirect (${status} to ${location}) is not followed: the page offers to load itself again`, async () => {
    await using t = await openActing(`<input id="i"><button id="b" ${act("click")}>b</button>`)
    await t.page.fill("#i", "typed")
    await t.page.click("#b")
    ;(await t.nextPost()).answer(status, "", { Location: location })
    await t.page.locator(note).getByText("This page is out of date").waitFor()
    assert.equal(await t.page.locator(note).getByRole("button", { name: "Reload" }).count(), 1)
    assert.equal(await t.page.inputValue("#i"), "typed")
    assert.equal(t.postsWaiting(), 0)
  })

test("a network that fails is told, and the call is not sent again", async () => {
  await using t = await openActing(`<button id="b" ${act("click")}>b</button><button id="c" ${act("click", { post: "/other" })}>c</button>`)
  await t.page.click("#b")
  ;(await t.nextPost()).breaks()
  await t.page.locator(note).getByText("No answer, perhaps not saved").waitFor()
  assert.deepEqual((await t.events("callback-lost")).map(({ post, reason }) => [post, reason]), [["/act", "disconnected"]])
  await t.page.click("#c")
  assert.equal((await t.nextPost()).request.url, "/other")
  assert.equal(t.postsWaiting(), 0)
})

test("offline a call waits, says so, and goes out when the network is back", async () => {
  await using t = await openActing(`<button id="b" ${act("click")}>b</button>`, { clock: true })
  await t.offline(true)
  await t.page.click("#b")
  await t.page.locator(note).getByText("Offline").waitFor()
  assert.equal(await t.page.locator("#b[aria-busy]").count(), 1)
  await t.offline(false)
  ;(await t.nextPost()).acks()
  await t.page.locator(note).waitFor({ state: "hidden" })
})

test("after thirty seconds the page is usable and says so; the late answer applies", async () => {
  await using t = await openActing(`<p id="out"></p><button id="b" ${act("click")}>b</button>`, { clock: true })
  await t.page.click("#b")
  const post = await t.nextPost()
  await t.page.clock.runFor(30_000)
  await t.page.locator(note).getByText("No answer").waitFor()
  assert.equal(await t.page.locator("#b[aria-busy]").count(), 0)
  post.acks([["livegen.morph", "out", "late"]])
  await t.page.locator("#out").getByText("late").waitFor()
  await t.page.locator(note).waitFor({ state: "hidden" })
})

test("an answer that came too late is not applied over a newer call of the same element", async () => {
  await using t = await openActing(`<p id="out"></p><button id="b" ${act("click")}>b</button>`, { clock: true })
  await t.page.click("#b")
  const old = await t.nextPost()
  await t.page.clock.runFor(30_000)
  await t.page.click("#b")
  const fresh = await t.nextPost()
  fresh.acks([["livegen.morph", "out", "new"]])
  await t.page.locator("#out").getByText("new").waitFor()
  old.acks([["livegen.morph", "out", "old"]])
  assert.deepEqual((await t.events("callback")).map(({ phase }) => phase), ["send", "timeout", "send", "superseded", "ok"])
  assert.equal(await t.page.textContent("#out"), "new")
})

test("an answer of another build applies, and the page offers to load itself again", async () => {
  await using t = await openActing(`<p id="out"></p><button id="b" ${act("click")}>b</button>`)
  await t.page.click("#b")
  const post = await t.nextPost()
  post.answer(200, JSON.stringify([["commands", [["livegen.morph", "out", "yo"]]], ["ack", post.frame[1]]]), { "LiveGen-Build": "b2" })
  await t.page.locator("#out").getByText("yo").waitFor()
  await t.page.locator(note).getByRole("button", { name: "Reload" }).waitFor()
})

test("a file is saved under its name", async () => {
  await using t = await openActing(`<button id="b" ${act("click")}>b</button>`)
  const [download] = await Promise.all([
    t.page.waitForEvent("download"),
    t.page.click("#b").then(async () =>
      (await t.nextPost()).answer(200, "a;b", {
        "Content-Disposition": "attachment; filename=d_mme.csv; filename*=UTF-8''d%C3%A6mme.csv",
        "Content-Type": "text/csv",
      }),
    ),
  ])
  assert.equal(download.suggestedFilename(), "dæmme.csv")
  await t.page.locator("#b:not([aria-busy])").waitFor()
  assert.deepEqual(await t.events("violation"), [])
})

test("a call that the page knows only by a shared key carries that key's token", async () => {
  await using t = await openActing(`<button id="b" ${act("click", { key: "k1" })}>b</button>`, { commands: [["livegen.key", "k1", "t2"]] })
  await t.page.click("#b")
  assert.deepEqual((await t.nextPost()).frame.slice(5), ["s1", "t2"])
})

test("another origin is an error, and nothing goes out", async () => {
  await using t = await openActing(`<button id="b" ${act("click", { post: "https://elsewhere.example/act" })}>b</button>`)
  await t.page.click("#b")
  assert.match(String((await t.events("error"))[0]!["error"]), /local url/)
  assert.equal(await t.page.locator("[aria-busy]").count(), 0)
})
