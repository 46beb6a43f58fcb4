// What the modules loaded on demand get of the runtime. Names here are not minified: only what one of them uses.
import { announce } from "./announce.ts"
import { browser, reloadPage, sameOrigin } from "./browser.ts"
import { unmarked } from "./busy.ts"
import { intervalClear, intervals, pending } from "./callbacks.ts"
import { applyBatch } from "./commands.ts"
import { loadNeeded } from "./extras.ts"
import { showErrors } from "./feedback.ts"
import { setValue } from "./fields.ts"
import { parsePage } from "./html.ts"
import { leave } from "./http.ts"
import { listenWithin } from "./listeners.ts"
import { morphElement } from "./morph.ts"
import { outdated, tell } from "./note.ts"
import { addPart, adoptStyle } from "./parts.ts"
import { argumentTexts, callbackFrame, type Command, readAnswer } from "./protocol.ts"
import { emit, guard, reportError } from "./signal.ts"
import { closeSocket, pause, sockets } from "./sockets.ts"
import { texts } from "./texts.ts"
import { keepToken, tokenOf } from "./tokens.ts"
import { isBox, namedFields, readValue } from "./values.ts"

export const runtime = {
  addPart,
  adoptStyle,
  announce,
  applyBatch,
  argumentTexts,
  browser,
  callbackFrame,
  closeSocket,
  emit,
  guard,
  intervalClear,
  intervals,
  isBox,
  keepToken,
  leave,
  listenWithin,
  loadNeeded,
  morphElement,
  namedFields,
  outdated,
  parsePage,
  pause,
  pending,
  readAnswer,
  readValue,
  reloadPage,
  reportError,
  sameOrigin,
  setValue,
  showErrors,
  sockets,
  tell,
  texts,
  tokenOf,
  unmarked,
}

/** With what the page's island says. */
export type Runtime = typeof runtime & { readonly island: Island }

/** What the server wrote into `<script type="application/json" id="livegen">`: docs/protocol.md §1. */
export interface Island {
  v: number
  build: string
  dev: boolean
  token?: string
  extras?: Record<string, string>
  /** The ids of the page's layouts, outermost first. */
  layouts?: string[]
  commands: Command[]
}
