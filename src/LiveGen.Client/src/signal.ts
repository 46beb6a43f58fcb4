// What the runtime tells the page's own scripts: events on `document`.

/** False when a listener called `preventDefault()` on a cancelable event. */
export function emit(name: string, detail: unknown, cancelable = false): boolean {
  return document.dispatchEvent(new CustomEvent(`livegen:${name}`, { detail, cancelable }))
}

/** `livegen:error`; unless a listener takes it over, it stands in the console. */
export function reportError(error: unknown, context: object): void {
  if (emit("error", { error, ...context }, true)) console.error("LiveGen:", error, context)
}

/** Runs what is not ours; what it throws, or its promise, becomes `livegen:error`. */
export function guard(context: object, run: () => unknown): void {
  const failed = (error: unknown) => reportError(error, context)
  try {
    const result = run()
    if (result instanceof Promise) result.catch(failed)
  } catch (error) {
    failed(error)
  }
}

/** What a name should have led to and did not: "No element "messages"". */
export function missing(what: string, name: string): Error {
  return new Error(`No ${what} "${name}"`)
}
