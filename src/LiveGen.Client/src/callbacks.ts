// From a callback's data to a call on its socket, and from the answer back to the page.
import { setBusy, showRefusal } from "./feedback.ts"
import { tell } from "./note.ts"
import { argumentTexts, type CallbackSpec } from "./protocol.ts"
import type { Answer } from "./session.ts"
import { emit, missing } from "./signal.ts"
import { sessions } from "./sockets.ts"
import { tokenOf } from "./tokens.ts"
import { clearValue, readValue } from "./values.ts"

interface Pending {
  to: string
  name: string | undefined
  busy: Element[]
}

const pending = new Set<Pending>()

/** Reads the values, asks, and sends. `trigger` is `null` for a callback that no element fired. */
export function call(spec: CallbackSpec, trigger: Element | null): void {
  const { to, name, confirm: question, meta, seal, key } = spec
  if (spec.blocks && [...pending].some((other) => other.to === to && other.name === name)) return
  if (question && !confirm(question)) return
  const session = sessions.get(to)
  if (!session) throw missing("open socket", to)

  const read = new Map<Element, string>()
  const args = argumentTexts(spec, (id) => {
    const element = id === undefined ? trigger : document.getElementById(id)
    const text = readValue(element)
    if (element) read.set(element, text)
    return text
  })
  const detail = { to, name, args, trigger }
  if (!emit("callback", { ...detail, phase: "send" }, true)) return

  const busy = [trigger, (trigger as HTMLInputElement | null)?.form].filter((element) => !!element)
  const entry: Pending = { to, name, busy }
  pending.add(entry)
  setBusy(busy, true)

  session.call({
    name: name ?? null,
    args,
    meta,
    seal,
    token: key && tokenOf(key),
    answered(answer: Answer) {
      pending.delete(entry)
      setBusy(busy.filter((element) => ![...pending].some((other) => other.busy.includes(element))), false)
      const outcome = { ...detail, ...answer, phase: answer.status }
      const goOn = emit("callback", outcome, true)
      if (answer.status === "lost") emit("callback-lost", outcome)
      else if (answer.status === "ok") {
        if (trigger) tell("call")
        if (spec.clear) clearUnchanged(read)
      } else if (answer.status !== "timeout" && goOn) showRefusal(answer, [...read.keys(), ...(trigger ? [trigger] : [])])
    },
  })
}

/** What was typed during the round trip stays (turbo #1199). */
function clearUnchanged(read: Map<Element, string>): void {
  for (const [element, sent] of read) if (readValue(element) === sent) clearValue(element)
}

export const intervals = new Map<string, ReturnType<typeof setInterval>>()

export function intervalSet(name: string, milliseconds: number, spec: CallbackSpec): void {
  intervalClear(name)
  const tick = () => {
    // Ticks that nobody hears are not saved up for later.
    if (sessions.get(spec.to)?.state() === "open") call(spec, null)
  }
  intervals.set(name, setInterval(tick, milliseconds))
}

export function intervalClear(name: string): void {
  clearInterval(intervals.get(name))
  intervals.delete(name)
}
