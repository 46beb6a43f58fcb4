// Bytes on their way: by XMLHttpRequest, since fetch does not tell how far an upload is, and big files in pieces that
// survive a lost connection: docs/protocol.md §7.

const TOKEN = "livegen-upload"
const OFFSET = "livegen-offset"
/** Tries in a row without one byte of progress. */
const TRIES = 12

const NO_NETWORK = new TypeError("No network")

type Sent = (bytes: number) => void

/** Sends, and gives the answer; rejects when it was aborted, and when there is no network. */
export function post(
  method: string, url: string, headers: object, body: XMLHttpRequestBodyInit | undefined, signal: AbortSignal, sent: Sent,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.responseType = "blob"
    request.upload.onprogress = ({ loaded }) => sent(loaded)
    request.onload = () =>
      resolve(
        // A status without content allows none.
        new Response(request.response.size ? request.response : null, {
          status: request.status,
          headers: request.getAllResponseHeaders().trim().split("\r\n").map((line) => line.split(/: (.*)/, 2) as [string, string]),
        }),
      )
    request.onerror = request.onabort = () => reject(signal.reason ?? NO_NETWORK)
    signal.onabort = () => request.abort()
    signal.throwIfAborted()
    request.send(body)
  })
}

/** The uploads that have begun: a call that is refused for another reason need not send them again. */
const tokens = new WeakMap<File, string>()

/** Sends what the server does not have yet, whatever happens on the way. Gives the upload's token, or the refusal. */
export async function resume(
  file: File, piece: number, url: string, page: string, signal: AbortSignal, sent: Sent,
): Promise<string | Response> {
  const { name, type, size } = file
  for (let tries = 0; tries < TRIES; tries++) {
    const token = tokens.get(file)
    let offset = -1
    const ask = (method: string, body?: XMLHttpRequestBodyInit) =>
      post(method, url, { "livegen-token": page, [TOKEN]: token, [OFFSET]: offset }, body, signal, (bytes) => {
        if (offset >= 0) sent(offset + bytes)
      })
    try {
      let answer = token ? await ask("HEAD") : await ask("POST", JSON.stringify({ name, type, size }))
      if (answer.status === 201) {
        tokens.set(file, await answer.text())
        continue
      }
      while (answer.headers.has(OFFSET)) {
        const last = offset
        sent((offset = +answer.headers.get(OFFSET)!))
        if (offset >= size) return token!
        if (offset > last) tries = 0
        answer = await ask("PATCH", file.slice(offset, offset + piece))
      }
      if (answer.status === 404) tokens.delete(file) // the server has forgotten it, or is another one: anew
      else if (/403|413|429|507/.test(`${answer.status}`)) return answer
    } catch {
      if (signal.aborted) {
        void fetch(url, { method: "DELETE", headers: { "livegen-token": page, [TOKEN]: token! } })
        tokens.delete(file)
        throw signal.reason
      }
      if (!navigator.onLine) tries = 0
    }
    // Until then, or until the network is back.
    await new Promise((done) => {
      setTimeout(done, Math.random() * 500 * 2 ** tries)
      addEventListener("online", done, { once: true })
    signal.onabort = done
    })
  }
  throw NO_NETWORK
}
