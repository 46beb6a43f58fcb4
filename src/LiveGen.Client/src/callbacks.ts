// From a callback's data to a call on its socket or action, and from the answer back to the page.
import { sameOrigin } from "./browser.ts"
import { type Busy, unanswered, unmarked } from "./busy.ts"
import { showRefusal } from "./feedback.ts"
import { clearValue } from "./fields.ts"
import { actions } from "./http.ts"
import { tell } from "./note.ts"
import type { Answer, Chosen } from "./outbox.ts"
import { argumentTexts, callbackFrame, type CallbackSpec } from "./protocol.ts"
import { emit, missing } from "./signal.ts"
import { sockets } from "./sockets.ts"
import { texts } from "./texts.ts"
import { tokenOf } from "./tokens.ts"
import { readValue } from "./values.ts"

interface Pending {
  /** What is called. */
  address: string
  trigger: Element | null
  /** What it sends. */
  values: string
  /** The page has gone on without its answer, which may still come. */
  late?: boolean
  cancel(): void
}

/** The calls of this page that have no answer yet. */
export const pending = new Set<Pending>()

/**
 * Reads the values, asks, and sends. `trigger` is `null` for a callback that no element fired; `submitter` the button
 * that a form was submitted with.
 */
export function call(spec: CallbackSpec, trigger: Element | null, submitter?: Element | null): void {
  const { to, post, name, concurrency, meta, seal, key } = spec
  const url = post && sameOrigin(post).href
  const address = `${url ?? to} ${name}`
  const others = [...pending].filter((other) => other.address === address)
  if ((spec.blocks || concurrency === "drop") && others.some((other) => !other.late)) return
  if (spec.confirm && !confirm(spec.confirm)) return
  const way = post ? actions : sockets.get(to!)
  if (!way) throw missing("open socket", to!)

  const read = new Map<Element, string>()
  const files: Chosen[] = []
  const args = argumentTexts(spec, (id) => {
    const element = id === undefined ? trigger : document.getElementById(id)
    const text = readValue(element, post ? files : undefined, submitter)
    if (element) read.set(element, text)
    return text
  })
  // A form that is submitted twice: a second click, not a second meaning.
  const values = args.join()
  const isRepeated = trigger instanceof HTMLFormElement && !concurrency
  if (isRepeated && others.some((other) => !other.late && other.trigger === trigger && other.values === values)) return
  const detail = { to, post, name, args, trigger }
  if (!emit("callback", { ...detail, phase: "send" }, true)) return

  // Its answer would be an older one than that of this call.
  for (const other of others) if (other.trigger === trigger && (concurrency === "latest" || other.late)) other.cancel()

  const button = submitter ?? trigger
  const busy: Busy = {
    elements: [trigger, (trigger as HTMLInputElement | null)?.form, document.getElementById(spec.loading!)].filter((element) => !!element),
    button: spec.disableWith && button?.matches("button,input") ? (button as HTMLButtonElement) : undefined,
    text: spec.disableWith,
  }
  const entry: Pending = { address, trigger, values, cancel: () => {} }
  pending.add(entry)
  unmarked(() => unanswered.add(busy))
  if (post && trigger && !navigator.onLine) tell("call", texts.offline)

  entry.cancel = way.call({
    url,
    parallel: concurrency === "parallel",
    files,
    spec,
    // On a socket the page's own token has come with the hello.
    frame: (id) => callbackFrame(id, name, args, meta, seal, post || key ? tokenOf(key) : undefined),
    answered(answer: Answer) {
      const { status } = answer
      entry.late = !!post && status === "timeout"
      if (!entry.late) pending.delete(entry)
      unmarked(() => unanswered.delete(busy))
      const outcome = { ...detail, ...answer, phase: status }
      const goOn = emit("callback", outcome, true)
      if (status === "lost") emit("callback-lost", outcome)
      if (status === "ok") {
        if (trigger) tell("call")
        if (spec.clear) clearUnchanged(read, post ? files : undefined)
      } else if (goOn && status !== "superseded" && (trigger || !/^(timeout|lost)/.test(status)))
        showRefusal(answer, [...read.keys(), ...(trigger ? [trigger] : [])])
    },
  })
}

/** What was typed during the round trip stays (turbo #1199). */
function clearUnchanged(read: Map<Element, string>, files?: Chosen[]): void {
  const now: Chosen[] | undefined = files && []
  for (const [element, sent] of read)
    if (readValue(element, now) === sent && !now?.some(({ file }, index) => file !== files![index]!.file)) clearValue(element)
}

export const intervals = new Map<string, ReturnType<typeof setInterval>>()

export function intervalSet(name: string, milliseconds: number, spec: CallbackSpec): void {
  intervalClear(name)
  const tick = () => {
    // Ticks that nobody hears are not saved up for later.
    if (spec.post ? navigator.onLine : sockets.get(spec.to!)?.state === "open") call(spec, null)
  }
  intervals.set(name, setInterval(tick, milliseconds))
}

export function intervalClear(name: string): void {
  clearInterval(intervals.get(name))
  intervals.delete(name)
}
