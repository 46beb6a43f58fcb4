// The registry of what the server may run here, and the running of a batch. There is no lookup of dotted paths on
// `window`: a command that nobody registered does not exist, so an injected one is not code execution.
import { unmarked } from "./busy.ts"
import type { Command } from "./protocol.ts"
import { emit, guard, missing, reportError } from "./signal.ts"

// Arguments come from the server's typed verbs; each command states what it expects.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type CommandFunction = (...args: any[]) => unknown

const commands = new Map<string, CommandFunction>()

/** Modules on their way: a command whose name is unknown waits for them, since one of them may bring it. */
const loading = new Set<Promise<unknown>>()

export function register(name: string, run: CommandFunction): void {
  commands.set(name, run)
}

export function loadModule(url: string): Promise<unknown> {
  const module = import(url)
  loading.add(module)
  return module.finally(() => loading.delete(module))
}

/** Runs a batch to its end, whatever its commands do. `url` names the socket it came by, if one. */
export function applyBatch(batch: Command[], url?: string): void {
  if (!emit("before-apply", { commands: batch, url }, true)) return
  unmarked(() => batch.forEach(run))
  emit("after-apply", { commands: batch, url })
}

function run(command: Command): void {
  if (attempt(command)) return
  void Promise.allSettled(loading).then(() => {
    if (!attempt(command)) reportError(missing("command", command[0]), { command })
  })
}

/** False when nobody has registered the name. */
function attempt(command: Command): boolean {
  const [name, ...args] = command
  const known = commands.get(name)
  if (known) guard({ command }, () => known(...args))
  return !!known
}
