// The action's limits, checked before anything is sent. The server checks them again.
import type { Chosen } from "../../outbox.ts"
import type { FileRules } from "../../protocol.ts"

/** What is wrong, and with which field; nothing when all is well. */
export function refusal(files: readonly Chosen[], { max, count, total, accept }: FileRules): [Element, string] | undefined {
  let sum = 0
  for (const [index, { file, element }] of files.entries()) {
    sum += file.size
    if (index >= count[0]) return [element, count[1]]
    if (sum > total[0]) return [element, total[1]]
    const [, text] = file.size > max[0] ? max : accept && !accepts(accept[0], file) ? accept : []
    if (text) return [element, `“${file.name}” ${text}`]
  }
  return undefined
}

/** As AcceptedTypes.cs reads it: SVG is no `image/*`. */
function accepts(accept: string, { name, type }: File): boolean {
  return accept.toLowerCase().split(/[, ]+/).some((part) =>
    part[0] === "."
      ? name.toLowerCase().endsWith(part)
      : part === type || (part.endsWith("/*") && type.startsWith(part.slice(0, -1)) && !/svg/i.test(type + name.slice(-4))),
  )
}
