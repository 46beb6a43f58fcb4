// The runtime's own words. A page in another language overwrites them: `LiveGen.texts.offline = "…"`.

export const texts = {
  reconnecting: "Reconnecting…",
  offline: "Offline",
  stopped: "Disconnected",
  reload: "Reload",
  denied: "Not allowed",
  failed: "Something went wrong",
  stale: "This page is out of date",
  signin: "Sign in",
  timeout: "No answer",
  lost: "No answer, perhaps not saved",
  large: "Too large",
  busy: "Try again later",
  cancel: "Cancel",
}
