// Files for the person to keep.

export function download(url: string, name: string): void {
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
}

/** Under the name in `Content-Disposition`, as RFC 6266 writes one in UTF-8. */
export function save(file: Blob, disposition: string): void {
  const [, name = ""] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? []
  const url = URL.createObjectURL(file)
  download(url, decodeURIComponent(name))
  // Not at once: the browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
