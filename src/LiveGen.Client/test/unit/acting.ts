// The page's calls of actions on a fake network and fake time, and what came of them.
import { createActions } from "../../src/actions.ts"
import type { Answer, Call, CallingPage } from "../../src/outbox.ts"
import { callbackFrame } from "../../src/protocol.ts"
import { FakeEnvironment } from "./fakes.ts"

export function open() {
  const env = new FakeEnvironment()
  const applied: unknown[] = []
  const saved: string[] = []
  let outdated = 0
  const uploads: (() => void)[] = []
  const page: CallingPage = { address: "/dams?open=1", mayRun: () => true }
  const actions = createActions("b1", env, {
    apply: (commands) => applied.push(...commands),
    page: () => ({ ...page }),
    upload: (url, init, _files, alive) => (uploads.push(alive), env.post(url, init)),
    save: (_file, disposition) => saved.push(disposition),
    outdated: () => outdated++,
  })
  const answers: Record<string, Answer[]> = {}
  const call = (name: string, more: Partial<Call> = {}) =>
    actions.call({ url: "/dams/save", frame: (id) => callbackFrame(id, name, []), answered: (answer) => (answers[name] ??= []).push(answer), ...more })
  const sent = () => env.posts.map((post) => post.frame[2])
  const statuses = (name: string) => (answers[name] ?? []).map(({ status }) => status)
  return { env, actions, page, applied, saved, answers, call, sent, statuses, uploads, outdated: () => outdated }
}
