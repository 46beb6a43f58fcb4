// The runtime's own words. A page in another language overwrites them: `LiveGen.texts.offline = "…"`.

export const texts = {
  reconnecting: "Connection lost. Reconnecting…",
  offline: "You are offline.",
  stopped: "The connection has ended.",
  reload: "Reload",
  denied: "You may not do that.",
  failed: "Something went wrong. Please try again.",
}
