// Errors at their fields, and asking for them while a form is filled in.
import assert from "node:assert/strict"
import { test } from "node:test"
import { act, openActing } from "./acting.ts"
import type { TestPage } from "./harness.ts"

const place = (name: string, id = `e-${name}`) => `<span data-livegen-error="${name}" id="${id}"></span>`

const body = (options: object = {}, more = "") => `
  <form id="form" ${act("submit", options)}>
    <div data-livegen-error="" id="all" role="alert"></div>
    <input name="Name" id="name" aria-describedby="help">${place("Name")}
    <input name="Address.Street" id="street">${place("Address.Street")}
    <label><input type="checkbox" name="Extras" value="a" id="a">a</label><label><input type="checkbox" name="Extras" value="b" id="b">b</label>${place("Extras")}
    <input name="Free" id="free">${more}
    <button id="go">go</button>
  </form><p id="outside"></p>`

async function refused(t: TestPage, errors: Record<string, string[]>): Promise<void> {
  const post = await t.nextPost()
  post.answer(422, JSON.stringify([["ack", post.frame[1], { status: "invalid", errors }]]))
}

const loaded = `document.adoptedStyleSheets.some((sheet) => sheet.cssRules[0].cssText.includes("livegen-error"))`

async function openForm(html: string): Promise<TestPage> {
  const t = await openActing(html)
  await t.becomes(loaded)
  return t
}

const error = (t: TestPage, name: string, text: string) =>
  t.becomes(`document.querySelector("[data-livegen-error='${name}']").textContent === ${JSON.stringify(text)}`)

const focused = (t: TestPage, id: string) => t.becomes(`document.activeElement.id === ${JSON.stringify(id)}`)

test("each error stands at its field, the first of them gets the focus, what has no field stands at the form", async () => {
  await using t = await openForm(body())
  await t.page.focus("#go")
  await t.page.keyboard.press("Enter")
  await refused(t, { "address.street": ["Required."], Name: ["Too short.", "Odd."], "Extras[1]": ["Not b."], Other: ["Whole."] })
  await error(t, "Name", "Too short. Odd.")
  await error(t, "Address.Street", "Required.")
  await error(t, "Extras", "Not b.")
  await error(t, "", "Whole.")
  await focused(t, "name")
  assert.deepEqual(await t.page.locator("[aria-invalid=true]").evaluateAll((all) => all.map((field) => field.id)), ["name", "street", "a", "b"])
  assert.equal(await t.page.getAttribute("#name", "aria-describedby"), "help e-Name")
  assert.deepEqual([await t.events("error"), await t.events("violation")], [[], []])
})

test("an error goes when its field is edited; the others stay, also through a patch; success takes them all", async () => {
  await using t = await openForm(body())
  await t.page.click("#go")
  await refused(t, { Name: ["Bad."], "Address.Street": ["Required."], Other: ["Whole."] })
  await focused(t, "name")
  await t.page.keyboard.type("x")
  await error(t, "Name", "")
  await error(t, "", "")
  assert.equal(await t.page.getAttribute("#name", "aria-invalid"), null)
  assert.equal(await t.page.getAttribute("#name", "aria-describedby"), "help")
  // The server renders the form as it knows it.
  await t.apply(["livegen.morph", "form", body().match(/<form[^>]*>([^]*)<\/form>/)![1]!])
  await error(t, "Address.Street", "Required.")
  assert.equal(await t.page.getAttribute("#street", "aria-invalid"), "true")
  // It knows another value of the field: what was said is about the one before.
  await t.apply(["livegen.setAttribute", "street", "value", "Main Road"])
  await error(t, "Address.Street", "")
  await t.page.click("#go")
  await refused(t, { Name: ["Bad."] })
  await error(t, "Name", "Bad.")
  await t.page.click("#go")
  ;(await t.nextPost()).acks()
  await error(t, "Name", "")
})

test("a field without a place has the browser's bubble, where the form has no place either", async () => {
  await using t = await openForm(body().replace(/<div data-livegen-error[^]*?<\/div>/, ""))
  await t.page.click("#go")
  await refused(t, { Free: ["Not free."], Name: ["Bad."] })
  await error(t, "Name", "Bad.")
  await t.becomes(`document.querySelector("#free").validationMessage === "Not free."`)
})

test("asked while filling in: only of fields that were left, without the focus, and nothing runs", async () => {
  await using t = await openForm(body({ validate: true }))
  await t.page.focus("#name")
  await t.page.keyboard.type("x")
  await t.page.keyboard.press("Tab")
  const post = await t.nextPost()
  assert.equal(post.request.headers["livegen-validate"], "1")
  assert.deepEqual(post.frame.slice(2), [null, [{ Name: "x", Address: { Street: "" }, Extras: [], Free: "" }], null, "s1", "t1"])
  await t.page.keyboard.type("y") // typed meanwhile
  post.answer(422, JSON.stringify([["ack", 1, { status: "invalid", errors: { Name: ["Too short."], "Address.Street": ["Required."], "": ["Whole."] } }]]))
  await error(t, "Name", "Too short.")
  await error(t, "Address.Street", "")
  await error(t, "", "")
  await focused(t, "street")
  assert.equal(await t.page.inputValue("#street"), "y")
})

test("an older answer never wins over a newer one, nor over what is typed since", async () => {
  await using t = await openForm(body({ validate: true }))
  const wrong = JSON.stringify([["ack", 1, { status: "invalid", errors: { Name: ["Old."], "Address.Street": ["Old."] } }]])
  await t.page.fill("#name", "x")
  await t.page.focus("#street")
  const first = await t.nextPost()
  await t.page.fill("#street", "z")
  await t.page.focus("#free")
  const second = await t.nextPost()
  await t.page.fill("#name", "xyz")
  second.answer(422, wrong)
  await error(t, "Address.Street", "Old.")
  await error(t, "Name", "")
  first.answer(422, wrong.replaceAll("Old", "Older"))
  await t.page.focus("#name")
  await t.page.keyboard.press("Tab")
  ;(await t.nextPost()).acks()
  await error(t, "Address.Street", "")
  await error(t, "Name", "")
})

test("after a submit in vain every field is looked at", async () => {
  await using t = await openForm(body({ validate: true }))
  await t.page.click("#go")
  await refused(t, { Name: ["Bad."] })
  await focused(t, "name")
  await t.page.keyboard.type("good")
  await t.page.keyboard.press("Tab")
  const post = await t.nextPost()
  post.answer(422, JSON.stringify([["ack", 1, { status: "invalid", errors: { "Address.Street": ["Required."] } }]]))
  await error(t, "Address.Street", "Required.")
  await error(t, "Name", "")
})

test("a form comes with the first focus: by a patch, after the page was loaded", async () => {
  await using t = await openActing(`<div id="box"></div>`)
  await t.apply(["livegen.morph", "box", body()])
  await t.page.focus("#name")
  await t.becomes(loaded)
  await t.page.click("#go")
  await refused(t, { Name: ["Bad."] })
  await error(t, "Name", "Bad.")
})

test("the button that submits is part of the form's value, and a second click is no second meaning", async () => {
  await using t = await openActing(`<form id="form" ${act("submit")}><input name="Text" id="text"><button name="Do" value="later" id="later">Later</button></form>`)
  await t.page.dblclick("#later")
  const post = await t.nextPost()
  assert.deepEqual((post.frame[3] as unknown[])[0], { Text: "", Do: "later" })
  await t.page.fill("#text", "other")
  await t.page.focus("#text")
  await t.page.keyboard.press("Enter")
  post.acks()
  const next = await t.nextPost()
  assert.deepEqual((next.frame[3] as unknown[])[0], { Text: "other", Do: "later" })
  next.acks()
  assert.equal(t.postsWaiting(), 0)
})
