// Files of a call: multipart/form-data, the frame in the part `livegen`, each file in a part that the frame names, or
// as an upload in pieces when it is big. Loaded by pages that have a field for files.
import type { Uploads } from "../extras.ts"
import type { Chosen } from "../outbox.ts"
import type { Runtime } from "../runtime.ts"
import { refusal } from "./uploads/check.ts"
import { startChoosing } from "./uploads/choose.ts"
import { post, resume } from "./uploads/transfer.ts"

const CANCEL = "data-livegen-cancel-upload"

/** What is under way, and the fields it is of. */
const underWay = new Map<AbortController, readonly Chosen[]>()

export default ({ emit, texts, tokenOf, island }: Runtime): Uploads => {
  startChoosing()
  document.addEventListener("click", ({ target }) => {
    const id = (target as Element).closest(`[${CANCEL}]`)?.getAttribute(CANCEL)
    for (const [upload, files] of underWay) if (id === "" || files.some(({ element }) => element.id === id)) upload.abort()
  })

  return {
    async send(url, { body, headers, signal }, files, alive, { files: rules, progress }) {
      const frame = body as string
      const wrong = refusal(files, rules!)
      if (wrong) return invalid(frame, ...wrong)
      const total = files.reduce((sum, { file }) => sum + file.size, 0)
      const token = tokenOf()!
      const upload = new AbortController()
      const [bar, hide] = showProgress(files[0]!.element, progress)
      const form = new FormData()
      const names: string[] = []
      let done = 0
      let end = "failed"
      const sent = (bytes: number, phase = "progress") => {
        alive()
        bar.value = Math.min(done + bytes, total)
        emit("upload", { phase, loaded: bar.value, total, url })
      }
      bar.max = total
      signal!.addEventListener("abort", () => upload.abort())
      underWay.set(upload, files)
      form.append("livegen", "") // it comes first
      // Without a network nothing flows, and yet nothing is lost.
      const timer = setInterval(alive, 9000)
      try {
        sent(0)
        for (const [index, { file, element }] of files.entries()) {
          names.push(`f${index}`)
          if (file.size < rules!.big) form.append(`f${index}`, file)
          else {
            const place = island.extras!["uploads"]!.replace(/[^/]*$/, "uploads")
            const name = await resume(file, rules!.piece, place, token, upload.signal, sent)
            if (name instanceof Response) return invalid(frame, element, await name.text())
            names[index] = `up:${name}`
            done += file.size
          }
        }
        clearInterval(timer)
        form.set("livegen", frame.replace(/\0(\d+)/g, (_, index) => names[index]!))
        const answer = await post("POST", url, { ...headers, "livegen-token": token }, form, upload.signal, sent)
        if (answer.ok) end = "done"
        return answer
      } catch (error) {
        if (!upload.signal.aborted) throw error
        end = "canceled"
        return ack(frame, "superseded")
      } finally {
        clearInterval(timer)
        underWay.delete(upload)
        hide()
        sent(end === "done" ? total : -done, end)
      }
    },
  }

  /** The page's own progress bar, or one behind the field for as long as it lasts. */
  function showProgress(field: Element, id = ""): [HTMLProgressElement, () => void] {
    const own = document.getElementById(id) as HTMLProgressElement | null
    if (own) return [own, () => {}]
    const bar = document.createElement("progress")
    const button = document.createElement("button")
    const box = document.createElement("span")
    button.type = "button"
    bar.ariaLabel = button.textContent = texts.cancel
    button.setAttribute(CANCEL, field.id)
    box.setAttribute("data-livegen-ignore", "") // a morph of the form leaves it alone
    box.append(bar, button)
    field.after(box)
    return [bar, () => box.remove()]
  }
}

/** As if the server had refused it, with the text at the field. */
function invalid(frame: string, field: Element, text: string): Response {
  return ack(frame, "invalid", { [(field as HTMLInputElement).name || field.id]: [text] })
}

/** As if the server had answered the call. */
function ack(frame: string, status: string, errors?: object): Response {
  return new Response(JSON.stringify([["ack", +frame.split(",", 2)[1]!, { status, errors }]]))
}
