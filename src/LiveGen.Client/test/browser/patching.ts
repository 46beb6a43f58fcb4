// A patch over what people have in a page: how a case is written, and what the cases ask.
import assert from "node:assert/strict"
import { test } from "node:test"
import type { Page } from "playwright-core"
import { openPage } from "./harness.ts"

export interface Case {
  name: string
  html: string
  /** What the person does, or where the element is remembered (`keep`). */
  given?: (page: Page) => Promise<unknown>
  patch: string
  /** Gives a list of what to compare with `expected`. */
  then: (page: Page) => Promise<unknown>
  expected: unknown
}

/** Remembers elements by selector, to ask later whether they are still the same nodes. */
export const keep = (page: Page, ...selectors: string[]) =>
  page.evaluate((all) => void Object.assign(window, { kept: all.map((s) => document.querySelector(s)) }), selectors)
export const same = (page: Page, ...selectors: string[]) =>
  page.evaluate((all) => all.map((s, i) => document.querySelector(s) === (window as never as { kept: Element[] }).kept[i]), selectors)
export const value = (page: Page, selector: string) => page.locator(selector).evaluate((e: HTMLInputElement) => e.value)
export const checked = (page: Page, selector: string) => page.locator(selector).evaluate((e: HTMLInputElement) => e.checked)
/** [is focused, text, caret] */
export const focus = (page: Page, selector: string) =>
  page.locator(selector).evaluate((e: HTMLInputElement) => [document.activeElement === e, e.value, e.selectionStart])
export const typeAndPlaceCaret = async (page: Page, selector: string) => {
  await page.fill(selector, "hello")
  await page.locator(selector).evaluate((e: HTMLInputElement) => e.setSelectionRange(2, 2))
}
/** Counts blur and focus events from now on. */
export const watchFocus = (page: Page) =>
  page.evaluate(() => {
    Object.assign(window, { blurs: 0 })
    addEventListener("blur", () => (window as never as { blurs: number }).blurs++, true)
  })

/** Makes a test of each case: patch what the person has in the page, then compare. */
export function testCases(cases: Case[]): void {
  for (const { name, html, given, patch, then, expected } of cases)
    test(name, async () => {
      await using t = await openPage({ body: `<div id="root">${html}</div>` })
      await given?.(t.page)
      await t.apply(["livegen.morph", "root", patch])
      assert.deepEqual(await then(t.page), expected)
      assert.deepEqual(await t.events("error"), [])
    })
}
