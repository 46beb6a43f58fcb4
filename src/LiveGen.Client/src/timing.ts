// Debounce and throttle, per element and event: two fields that call the same thing do not cancel each other.

interface Timed {
  timer: ReturnType<typeof setTimeout>
  run: (() => void) | null
}

/** Only what is waiting right now. */
const waiting = new Map<Element, Map<string, Timed>>()

/** Runs once the events have paused for that long. */
export function debounce(element: Element, type: string, milliseconds: number, run: () => void): void {
  clearTimeout(waiting.get(element)?.get(type)?.timer)
  wait(element, type, milliseconds, run)
}

/** Runs the first event at once, and of those within that time the last, when it is over. */
export function throttle(element: Element, type: string, milliseconds: number, run: () => void): void {
  const running = waiting.get(element)?.get(type)
  if (running) running.run = run
  else {
    wait(element, type, milliseconds, null, milliseconds)
    run()
  }
}

function wait(element: Element, type: string, milliseconds: number, run: Timed["run"], again?: number): void {
  const types = waiting.get(element) ?? new Map<string, Timed>()
  waiting.set(element, types)
  const timed: Timed = {
    run,
    timer: setTimeout(() => {
      types.delete(type)
      if (types.size === 0) waiting.delete(element)
      // An element that has left the page has nothing to say any more (live_view #1743).
      if (!timed.run || !element.isConnected) return
      // What a throttle let through late opens the next period.
      if (again) wait(element, type, again, null, again)
      timed.run()
    }, milliseconds),
  }
  types.set(type, timed)
}

/** A form about to be submitted: what its fields have to say goes first. */
export function flush(form: EventTarget | null): void {
  for (const [element, types] of [...waiting]) {
    if ((element as HTMLInputElement).form !== form) continue
    waiting.delete(element)
    for (const { timer, run } of types.values()) {
      clearTimeout(timer)
      run?.()
    }
  }
}
