// The runtime's own pieces of the page.

/** Adds a piece to the end of the body, with its style. A morph of the body leaves it alone. */
export function addPart(name: string, attribute: string, value: string): HTMLElement {
  const part = document.createElement("div")
  part.setAttribute(attribute, value)
  part.setAttribute(`data-livegen-${name}`, "")
  part.setAttribute("data-livegen-ignore", "")
  document.body.append(part)
  return part
}

/** A constructed sheet is script, not markup: a strict `style-src` allows it. */
export function adoptStyle(css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
}
