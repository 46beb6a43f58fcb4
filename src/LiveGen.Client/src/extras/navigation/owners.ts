// Whose sockets and intervals are whose. What a layout opened stays for as long as the layout does; the rest was the old
// page's. The server writes the layout's number behind the other arguments of what a layout opens.
import type { Command } from "../../protocol.ts"
import { runtime } from "./page.ts"

/** By a socket's url or an interval's name. */
const layouts = new Map<unknown, number>()

export function startOwners(): void {
  note(runtime.island.commands)
  document.addEventListener("livegen:before-apply", (event) => note((event as CustomEvent).detail.commands))
}

function note(commands: readonly Command[]): void {
  for (const command of commands)
    if (/openSocket|intervalSet/.test(command[0])) {
      const layout = command[/openSocket/.test(command[0]) ? 2 : 4]
      layouts.set(command[1], (layout ?? NaN) as number)
    }
}

/** Ends the old page: all but what `shared` layouts own, and sockets that the new one asks for too. */
export function dismiss(shared: number, commands: readonly Command[]): void {
  const isOver = (subject: string) => !(layouts.get(subject)! < shared)
  for (const url of runtime.sockets.keys())
    if (isOver(url) && !commands.some((command) => /openSocket/.test(command[0]) && command[1] === url)) runtime.closeSocket(url)
  for (const name of runtime.intervals.keys()) if (isOver(name)) runtime.intervalClear(name)
}
