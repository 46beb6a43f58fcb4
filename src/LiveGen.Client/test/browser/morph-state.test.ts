// What people have in a page survives a patch: what they opened, play, scrolled, and the widgets beside it.
import { testCases } from "./patching.ts"

testCases([
  {
    name: "a details that was opened (idiomorph #7)",
    html: `<details><summary>s</summary><p>1</p></details>`,
    given: (page) => page.click("summary"),
    patch: `<details><summary>s</summary><p>2</p></details>`,
    then: (page) => page.evaluate(`[document.querySelector("details").open, document.querySelector("details p").textContent]`),
    expected: [true, "2"],
  },
  {
    name: "a modal dialog",
    html: `<dialog><p>1</p></dialog>`,
    given: (page) => page.evaluate(`document.querySelector("dialog").showModal()`),
    patch: `<dialog><p>2</p></dialog>`,
    then: (page) => page.evaluate(`[document.querySelector("dialog").matches(":modal"), document.querySelector("dialog p").textContent]`),
    expected: [true, "2"],
  },
  {
    name: "an open popover",
    html: `<div popover class="p">1</div>`,
    given: (page) => page.evaluate(`document.querySelector(".p").showPopover()`),
    patch: `<b>new</b><div popover class="p">2</div>`,
    then: (page) => page.evaluate(`document.querySelector(".p").matches(":popover-open")`),
    expected: true,
  },
  {
    name: "a CSS transition, when a class changes",
    html: `<div class="box">1</div>`,
    given: async (page) => {
      await page.evaluate(`{
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(".box { opacity: 1; transition: opacity 60s } .gone { opacity: 0 }")
        document.adoptedStyleSheets.push(sheet)
        document.querySelector(".box").getBoundingClientRect()
      }`)
    },
    patch: `<div class="box gone">1</div>`,
    then: (page) => page.evaluate(`document.getAnimations().map(a => a.transitionProperty)`),
    expected: ["opacity"],
  },
  {
    name: "an iframe is not loaded again, when siblings come and the order is reversed (live_view #2889)",
    html: `<div id="a"></div><iframe id="f"></iframe><div id="b"></div>`,
    given: (page) => page.evaluate(`document.querySelector("iframe").contentWindow.alive = true`),
    patch: `<p></p><div id="b"></div><iframe id="f"></iframe><div id="a"></div>`,
    then: (page) => page.evaluate(`document.querySelector("iframe").contentWindow.alive`),
    expected: true,
  },
  {
    name: "a playing video, when the order is reversed",
    html: `<div id="a"></div><div id="v"><video muted loop></video></div><div id="b"></div>`,
    given: (page) =>
      page.evaluate(async () => {
        const canvas = document.createElement("canvas")
        canvas.getContext("2d")
        const video = document.querySelector("video")!
        video.srcObject = canvas.captureStream(10)
        void video.play()
        canvas.getContext("2d")!.fillRect(0, 0, 9, 9)
      }),
    patch: `<div id="b"></div><div id="v"><video muted loop></video></div><div id="a"></div>`,
    then: (page) => page.evaluate(`document.querySelector("video").paused`),
    expected: false,
  },
  {
    name: "an inner scroll, when a sibling comes in front",
    html: `<textarea class="s" rows="2">${"x\n".repeat(50)}</textarea>`,
    given: (page) => page.evaluate(`document.querySelector(".s").scrollTop = 40`),
    patch: `<p>new</p><textarea class="s" rows="2">${"x\n".repeat(50)}</textarea>`,
    then: (page) => page.evaluate(`document.querySelector(".s").scrollTop`),
    expected: 40,
  },
  {
    name: "an inner scroll and a running animation, when the order is reversed",
    html: `<div id="a"></div><div id="b"></div><div id="c"><textarea rows="2">${"x\n".repeat(50)}</textarea></div>`,
    given: (page) =>
      page.evaluate(`{
        const area = document.querySelector("textarea")
        area.scrollTop = 40
        area.animate([{ opacity: 0 }, { opacity: 1 }], 600_000).currentTime = 1000
      }`),
    patch: `<div id="c"><textarea rows="2">${"x\n".repeat(50)}</textarea></div><div id="b"></div><div id="a"></div>`,
    then: (page) => page.evaluate(`[document.querySelector("textarea").scrollTop, document.querySelector("textarea").getAnimations()[0].currentTime >= 1000]`),
    expected: [40, true],
  },
  {
    name: "a widget's subtree under data-livegen-ignore",
    html: `<p>1</p><div data-livegen-ignore id="w"></div>`,
    given: (page) => page.evaluate(`{ const b = document.createElement("b"); b.textContent = "map"; document.querySelector("#w").append(b); document.querySelector("#w").className = "ready" }`),
    patch: `<p>2</p><div data-livegen-ignore id="w">placeholder</div>`,
    then: (page) => page.evaluate(`[document.querySelector("#w").textContent, document.querySelector("#w").className]`),
    expected: ["map", "ready"],
  },
  {
    name: "a widget without id among siblings that come and go",
    html: `<p>1</p><div data-livegen-ignore></div><p>2</p>`,
    given: (page) => page.evaluate(`document.querySelector("[data-livegen-ignore]").append("map")`),
    patch: `<h1>new</h1><div data-livegen-ignore></div>`,
    then: (page) => page.evaluate(`document.querySelector("#root").textContent`),
    expected: "newmap",
  },
  {
    name: "a foreign sibling that a script put there",
    html: `<p>1</p>`,
    given: (page) => page.evaluate(`{ const d = document.createElement("div"); d.setAttribute("data-livegen-ignore", ""); d.id = "foreign"; document.querySelector("#root").append(d) }`),
    patch: `<p>2</p><p>3</p>`,
    then: (page) => page.evaluate(`document.querySelectorAll("#root > #foreign").length`),
    expected: 1,
  },
  {
    name: "attributes named in data-livegen-keep",
    html: `<div class="a" title="1" data-livegen-keep="class style">1</div>`,
    given: (page) => page.evaluate(`{ const d = document.querySelector("#root div"); d.classList.add("js"); d.style.top = "3px" }`),
    patch: `<div class="a" title="2" data-livegen-keep="class style">2</div>`,
    then: (page) => page.evaluate(`{ const d = document.querySelector("#root div"); [d.className, d.style.top, d.title, d.textContent] }`),
    expected: ["a js", "3px", "2", "2"],
  },
  {
    name: "contenteditable in use",
    html: `<div contenteditable class="e">old</div>`,
    given: async (page) => (await page.focus(".e"), await page.keyboard.type("mine ")),
    patch: `<p></p><div contenteditable class="e">new</div>`,
    then: (page) => page.evaluate(`[document.querySelector(".e").textContent.includes("mine"), document.activeElement.className]`),
    expected: [true, "e"],
  },
  {
    name: "contenteditable that nobody edits takes the server's text",
    html: `<div contenteditable class="e">old</div>`,
    patch: `<div contenteditable class="e">new</div>`,
    then: (page) => page.innerText(".e"),
    expected: "new",
  },
  {
    name: "a file input's files",
    html: `<input type="file" name="f"><p>1</p>`,
    given: (page) => page.setInputFiles("input", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") }),
    patch: `<p>0</p><input type="file" name="f" class="x"><p>2</p>`,
    then: (page) => page.evaluate(`[...document.querySelector("input").files].map(f => f.name)`),
    expected: ["a.txt"],
  },
])
