// What is wrong with a form, at its fields: in the elements `data-livegen-error`, docs/protocol.md §3. Also asks for it
// while a form is filled in.
import type { Answer } from "../outbox.ts"
import type { CallbackSpec } from "../protocol.ts"
import type { Runtime } from "../runtime.ts"

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
type Errors = Record<string, string[]>
type Outcome = Partial<Extract<Answer, { errors?: Errors }>> & { phase: string; trigger: Element | null }

interface State {
  /** By the name of its place: what stands there, and what the fields said that it is about. */
  shown: Map<string, { text: string; value: string }>
  /** Names of fields: changed since they have the focus; left after that. */
  edited: Set<string>
  touched: Set<string>
  /** What submitted the form in vain; all of it shows errors then. */
  attempt: Element | null
  asked?: AbortController
  timer?: ReturnType<typeof setTimeout>
}

/** Leaving one field for the next is one question. */
const QUIET = 150

export default (runtime: Runtime): void => {
  const fieldsOf = runtime.namedFields
  const states = new Map<HTMLFormElement, State>()
  // A patch puts the empty places back that the server knows. What is wrong stays so while its field says the same.
  const observer = new MutationObserver(() => states.forEach(paint))

  runtime.adoptStyle("[data-livegen-error]:empty{display:none}")
  document.addEventListener("livegen:callback", (event) => answered(event as CustomEvent<Outcome>))
  for (const type of ["input", "change", "focusout", "reset"]) document.addEventListener(type, changed, true)

  function stateOf(form: HTMLFormElement): State {
    const known = states.get(form) ?? { shown: new Map(), edited: new Set(), touched: new Set(), attempt: null }
    states.set(form, known)
    return known
  }

  function answered(event: CustomEvent<Outcome>): void {
    const { phase, trigger, errors = {} } = event.detail
    const form = trigger?.closest("form")
    if (!form || placesOf(form).length === 0 || !trigger!.matches("form,button,[type=button],[type=submit]")) return
    const state = stateOf(form)
    clearTimeout(state.timer)
    state.asked?.abort()
    if (phase === "ok" && (trigger === form || trigger === state.attempt)) forget(form)
    if (phase !== "invalid") return
    event.preventDefault() // instead of a bubble
    state.attempt = trigger
    const rest = take(form, state, errors, () => true)
    if (Object.keys(rest).length > 0) runtime.showErrors(rest, [form])
    else fieldsOf(form).find((field) => field.ariaInvalid === "true" && field.type !== "hidden")?.focus()
  }

  function changed(event: Event): void {
    const target = event.target as Field
    if (event.type === "reset") return forget(target as Element as HTMLFormElement)
    const { form, name } = target
    if (!form || !name || placesOf(form).length === 0) return
    const state = stateOf(form)
    if (event.type === "input") {
      state.edited.add(name)
      for (const place of [...state.shown.keys()]) if (!place || isNamed(place, name)) state.shown.delete(place)
      paint(state, form)
    } else if (state.edited.delete(name)) {
      state.touched.add(name)
      clearTimeout(state.timer)
      state.timer = setTimeout(() => runtime.guard({ element: form }, () => ask(form, state)), QUIET)
    }
  }

  /** Asks the server what is wrong, and does nothing else. An answer to an older question never counts. */
  async function ask(form: HTMLFormElement, state: State): Promise<void> {
    const { post, validate, seal, key, ...spec } = JSON.parse(form.getAttribute("data-lg-submit") ?? "{}") as CallbackSpec
    if (!post || !validate) return
    state.asked?.abort()
    const { signal } = (state.asked = new AbortController())
    const before = new Map(placesOf(form).map((place) => [nameOf(place), valueOf(form, nameOf(place))]))
    const args = runtime.argumentTexts(spec, (id) =>
      read(id === undefined ? form : document.getElementById(id)).replace(/\[[^\]]*\0[^\]]*\]/g, "[]"), // files stay here
    )
    const headers = {
      "Content-Type": "application/json", LiveGen: "1", "LiveGen-Validate": "1", "LiveGen-Page": location.pathname + location.search,
    }
    const body = runtime.callbackFrame(1, null, args, undefined, seal, runtime.tokenOf(key))
    const answer = await fetch(runtime.sameOrigin(post), { method: "POST", headers, body, redirect: "manual", signal })
      .then((response) => response.json())
      .catch(() => []) // there will be a next time, at the latest when the form is submitted
    const ack = (answer as unknown[]).map(runtime.readAnswer).find((frame) => frame.type === "ack")
    if (signal.aborted || (ack?.status !== "ok" && ack?.status !== "invalid")) return
    const isAsked = (name: string) => !!state.attempt || (!!name && [...state.touched].some((field) => isNamed(name, field)))
    take(form, state, ack.errors ?? {}, (name) => isAsked(name) && before.get(name) === valueOf(form, name))
  }

  /** Puts errors into their places, where these are asked; what has none comes back. */
  function take(form: HTMLFormElement, state: State, errors: Errors, isAsked: (place: string) => boolean): Errors {
    const rest = { ...errors }
    // The one without a name comes last.
    for (const place of placesOf(form).sort((a, b) => +!nameOf(a) - +!nameOf(b))) {
      const name = nameOf(place)
      const own = Object.keys(rest).filter((error) => !name || isNamed(name, error))
      const text = own.flatMap((error) => rest[error]!).join(" ")
      for (const error of own) delete rest[error]
      // Files were not sent along with a question.
      if (!isAsked(name) || (!state.attempt && isFile(form, name))) continue
      if (text) state.shown.set(name, { text, value: valueOf(form, name) })
      else state.shown.delete(name)
    }
    paint(state, form)
    return rest
  }

  function forget(form: HTMLFormElement): void {
    const state = states.get(form)
    if (!state) return
    state.shown.clear()
    state.touched.clear()
    state.attempt = null
    paint(state, form)
  }

  function paint({ shown }: State, form: HTMLFormElement): void {
    if (!form.isConnected) states.delete(form)
    for (const place of placesOf(form)) {
      const name = nameOf(place)
      const error = shown.get(name)
      if (error && error.value !== valueOf(form, name)) shown.delete(name)
      const text = shown.get(name)?.text ?? ""
      if (place.textContent !== text) place.textContent = text
      for (const field of fieldsOf(form)) if (name && isNamed(name, field.name)) describe(field, place, !!text)
    }
    observer.disconnect()
    if ([...states.values()].some((state) => state.shown.size > 0))
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-invalid", "aria-describedby", "value"] })
  }

  function describe(field: Field, { id }: Element, isWrong: boolean): void {
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== id)
    const isMarked = field.matches(`[aria-describedby~="${CSS.escape(id)}"][aria-invalid=true]`)
    if (isMarked === isWrong) return
    field.ariaInvalid = isWrong ? "true" : null
    if (isWrong) ids.push(id)
    if (ids.length > 0) field.setAttribute("aria-describedby", ids.join(" "))
    else field.removeAttribute("aria-describedby")
  }

  /** What the fields of a place say; of the one without a name, all of them. */
  function valueOf(form: HTMLFormElement, place: string): string {
    return place
      ? fieldsOf(form).filter((field) => isNamed(place, field.name)).map(read).join()
      : read(form)
  }

  const read = (element: Element | null) => runtime.readValue(element, [])

  function isFile(form: HTMLFormElement, place: string): boolean {
    return fieldsOf(form).some((field) => field.type === "file" && isNamed(place, field.name))
  }
}

function placesOf(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>("[data-livegen-error]")]
}

const nameOf = (place: HTMLElement) => place.dataset["livegenError"]!

/** `Extras[1]` stands at the boxes named `Extras`. */
function isNamed(name: string, error: string): boolean {
  const [own, other] = [name.toLowerCase(), error.toLowerCase()]
  return other.startsWith(own) && /^(\[\d+\])?$/.test(other.slice(own.length))
}
