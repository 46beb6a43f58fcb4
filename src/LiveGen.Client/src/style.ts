// Styles of the runtime's own parts. A constructed sheet is script, not markup: a strict `style-src` allows it.

export function adoptStyle(css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
}
