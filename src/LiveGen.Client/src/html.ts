// HTML text to nodes. The only place that turns a string into markup, and the owner of the page's only Trusted
// Types policy.
import { missing } from "./signal.ts"

/** The one part of the Trusted Types API used here; TypeScript's DOM library does not carry it. */
interface TrustedTypes {
  createPolicy(name: string, policy: typeof rules): typeof rules
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
const rules = { createHTML: (html: string) => html }
const policy = trustedTypes?.createPolicy("livegen", rules) ?? rules

/**
 * Parses what is to become the content of `context`. A `<template>` takes any content, `<tr>` and `<option>`
 * included, where a wrapping `<div>` would drop them; shapes need an `<svg>` around them to be born in the
 * right namespace.
 */
export function parse(html: string, context: Element | null): DocumentFragment {
  const isSvg = context instanceof SVGElement && context.localName !== "foreignObject"
  const source = isSvg ? `<svg>${html}</svg>` : html
  const template = document.createElement("template")
  template.innerHTML = policy.createHTML(source)
  const content = template.content
  if (isSvg) content.replaceChildren(...content.firstChild!.childNodes)
  strip(content)
  return content
}

/** Parses a whole page: one that nobody sees, whose images do not load and whose scripts do not run. */
export function parsePage(html: string): Document {
  const page = new DOMParser().parseFromString(policy.createHTML(html), "text/html")
  strip(page)
  return page
}

/**
 * Patched scripts do not run by design (code comes through `livegen.loadModule`), and under Trusted Types setting one
 * `on*` attribute throws, which would leave a morph half done.
 */
function strip(content: ParentNode): void {
  for (const element of content.querySelectorAll("*")) {
    if (isExecutable(element)) element.remove()
    else if (element instanceof HTMLTemplateElement) strip(element.content)
    for (const { name } of [...element.attributes]) if (isHandlerName(name)) element.removeAttribute(name)
  }
}

export function isHandlerName(attribute: string): boolean {
  return /^on/i.test(attribute)
}

/** A script of any kind but data: `<script type="application/json">` is not run. */
export function isExecutable(element: Element): boolean {
  return element.localName === "script" && !/json$/i.test(element.getAttribute("type") ?? "")
}

/**
 * Gives back a url that a link, form or image may have. What other schemes can do (`javascript:`, `vbscript:`, `data:`
 * pages) is a way to run code.
 */
export function safeUrl(url: string): string {
  const { href } = new URL(url, document.baseURI)
  if (!/^(https?:|mailto:|tel:|data:image\/)/.test(href)) throw missing("safe url", url)
  return url
}
