// The runtime's own words. A page in another language overwrites them: `LiveGen.texts.offline = "…"`.

export const texts = {
  reconnecting: "Reconnecting…",
  offline: "You are offline",
  stopped: "Disconnected",
  reload: "Reload",
  denied: "You may not do that",
  failed: "Something went wrong",
}
