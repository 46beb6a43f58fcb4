// HTML text to nodes. The only place that turns a string into markup, and the owner of the page's only Trusted
// Types policy.

const SVG = "http://www.w3.org/2000/svg"
const MATHML = "http://www.w3.org/1998/Math/MathML"

/** The one part of the Trusted Types API used here; TypeScript's DOM library does not carry it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string }
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
const policy = trustedTypes?.createPolicy("livegen", { createHTML: (html) => html })

/**
 * Parses what is to become the content of `context`. A `<template>` takes any content, `<tr>` and `<option>`
 * included, where a wrapping `<div>` would drop them; SVG and MathML need their root around them to be born in the
 * right namespace.
 */
export function parse(html: string, context: Element | null): DocumentFragment {
  const root = foreignRoot(context)
  const source = root ? `<${root}>${html}</${root}>` : html
  const template = document.createElement("template")
  template.innerHTML = policy ? policy.createHTML(source) : source
  const content = template.content
  if (root) content.replaceChildren(...content.firstChild!.childNodes)
  strip(content)
  return content
}

function foreignRoot(context: Element | null): "svg" | "math" | undefined {
  if (context?.namespaceURI === SVG && context.localName !== "foreignObject") return "svg"
  if (context?.namespaceURI === MATHML) return "math"
  return undefined
}

/**
 * Patched scripts do not run by design (code comes through `livegen.loadModule`), and under Trusted Types setting one
 * `on*` attribute throws, which would leave a morph half done.
 */
function strip(content: DocumentFragment): void {
  for (const element of content.querySelectorAll("*")) {
    if (isExecutable(element)) element.remove()
    else if (element instanceof HTMLTemplateElement) strip(element.content)
    for (const { name } of [...element.attributes]) if (isHandlerName(name)) element.removeAttribute(name)
  }
}

export function isHandlerName(attribute: string): boolean {
  return /^on/i.test(attribute)
}

const SCRIPT_TYPE = /^(|module|importmap|speculationrules|(text|application)\/(x-)?(java|ecma|j)script[\d.]*)$/i

/** A script that the browser would run or act on; `<script type="application/json">` is only data. */
export function isExecutable(node: Node): boolean {
  return (
    (node instanceof HTMLScriptElement && SCRIPT_TYPE.test(node.type.trim())) ||
    (node instanceof SVGElement && node.localName === "script")
  )
}

/**
 * Where a link, form or image may point. Everything else that a url can do (`javascript:`, `vbscript:`, `data:` pages)
 * is a way to run code.
 */
export function isSafeUrl(url: string): boolean {
  const { protocol, pathname } = new URL(url, document.baseURI)
  return /^(https?|mailto|tel|sms|blob):$/.test(protocol) || (protocol === "data:" && /^image\//i.test(pathname))
}
