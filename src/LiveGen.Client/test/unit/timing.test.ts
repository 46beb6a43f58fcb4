import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { debounce, flush, throttle } from "../../src/timing.ts"

/** As much of an element as timing looks at. */
function element(form: object | null = null) {
  return { isConnected: true, form } as unknown as Element & { isConnected: boolean }
}

function withClock(name: string, body: (pass: (milliseconds: number) => void) => void) {
  test(name, () => {
    mock.timers.enable({ apis: ["setTimeout"] })
    try {
      body((milliseconds) => mock.timers.tick(milliseconds))
    } finally {
      mock.timers.reset()
    }
  })
}

withClock("debounce runs the last of a burst, once", (pass) => {
  const ran: number[] = []
  const field = element()
  for (const i of [1, 2, 3]) {
    debounce(field, "input", 300, () => ran.push(i))
    pass(299)
  }
  assert.deepEqual(ran, [])
  pass(1)
  assert.deepEqual(ran, [3])
})

withClock("two fields, or two events of one field, do not cancel each other", (pass) => {
  const ran: string[] = []
  const [a, b] = [element(), element()]
  debounce(a, "input", 300, () => ran.push("a input"))
  debounce(b, "input", 300, () => ran.push("b input"))
  debounce(a, "keyup", 300, () => ran.push("a keyup"))
  pass(300)
  assert.deepEqual(ran, ["a input", "b input", "a keyup"])
})

withClock("an element that has left the page says nothing any more (live_view #1743)", (pass) => {
  const ran: string[] = []
  const gone = element()
  debounce(gone, "input", 300, () => ran.push("gone"))
  Object.assign(gone, { isConnected: false })
  pass(300)
  assert.deepEqual(ran, [])
})

withClock("submitting a form flushes its fields, and only its", (pass) => {
  const ran: string[] = []
  const form = {}
  debounce(element(form), "input", 300, () => ran.push("inside"))
  debounce(element(), "input", 300, () => ran.push("outside"))
  flush(form as HTMLFormElement)
  assert.deepEqual(ran, ["inside"])
  pass(300)
  assert.deepEqual(ran, ["inside", "outside"])
})

withClock("throttle runs the first at once and the last at the end of its time", (pass) => {
  const ran: number[] = []
  const field = element()
  const fire = (i: number) => throttle(field, "scroll", 100, () => ran.push(i))
  fire(1)
  fire(2)
  fire(3)
  assert.deepEqual(ran, [1])
  pass(100)
  assert.deepEqual(ran, [1, 3])
  fire(4) // still within the time that 3 opened
  assert.deepEqual(ran, [1, 3])
  pass(100)
  assert.deepEqual(ran, [1, 3, 4])
  pass(100)
  fire(5)
  assert.deepEqual(ran, [1, 3, 4, 5])
})
