// The runtime's own pieces of the page: the note about the connection and the live regions.

/** System colours follow the light and the dark scheme by themselves. */
export const STYLE =
  "[data-livegen-note]{position:fixed;inset:1rem 0 auto;z-index:9999;width:fit-content;margin:auto;padding:.5rem 1rem;" +
  "border:1px solid;border-radius:.5rem;color-scheme:light dark;color:CanvasText;background:Canvas}" +
  "[data-livegen-note]:empty{display:none}[data-livegen-live]{position:fixed;clip-path:inset(50%)}" +
  "[data-livegen-progress]{position:fixed;inset:0 0 auto;z-index:9999;height:3px;background:Highlight}"

/** A constructed sheet is script, not markup: a strict `style-src` allows it. */
export function adoptStyle(text: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  document.adoptedStyleSheets.push(sheet)
}

/** Adds a piece to the end of the body. A morph of the body leaves it alone. */
export function addPart(name: string, attribute: string, value: string): HTMLElement {
  const part = document.createElement("div")
  part.setAttribute(attribute, value)
  part.setAttribute(`data-livegen-${name}`, "")
  part.setAttribute("data-livegen-ignore", "")
  document.body.append(part)
  return part
}
