// The runtime's parts as `window.parts`, for tests that need one of them alone.
import { clearValue, setValue } from "../../../src/fields.ts"
import { parse } from "../../../src/html.ts"
import { morphChildren } from "../../../src/morph.ts"
import { readValue } from "../../../src/values.ts"

export const parts = {
  parse,
  readValue,
  setValue,
  clearValue,
  morph: (target: Element, html: string) => morphChildren(target, parse(html, target)),
}

export type Parts = typeof parts

Object.assign(window, { parts })
