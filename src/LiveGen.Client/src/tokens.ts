// What proves to the server that its own callbacks come back: the page's token, and the tokens of keys that sealed HTML
// for several pages. Opaque here.

/** By the key's id; the page's own key has none. */
const tokens = new Map<string | undefined, string | undefined>()

export function keepToken(key: string | undefined, token: string | undefined): void {
  tokens.set(key, token)
}

export function tokenOf(key?: string): string | undefined {
  return tokens.get(key)
}
