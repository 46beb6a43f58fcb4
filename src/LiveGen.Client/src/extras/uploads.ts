// Files of a call: multipart/form-data, the frame in the part `livegen`, each file in a part that the frame names.
import type { Uploads } from "../extras.ts"

export default (): Uploads => ({
  send(url, init, files) {
    const body = new FormData()
    body.append("livegen", (init.body as string).replace(/\0/g, "f"))
    files.forEach(({ file }, index) => body.append(`f${index}`, file))
    return fetch(url, { ...init, body })
  },
})
