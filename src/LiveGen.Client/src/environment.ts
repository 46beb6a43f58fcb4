// Everything that calls and connections need from outside, so that their tests run on fake time and fake networks.

export interface Environment {
  /** Runs once, later; the result cancels. */
  after(milliseconds: number, run: () => void): () => void
  /** Milliseconds to wait before the next attempt: src/backoff.ts, which the modules loaded on demand cannot import. */
  retryDelay(attempt: number, wasHealthy?: boolean): number
  /** Sends a call to an action. */
  post(url: string, init: RequestInit): Promise<Response>
  online(): boolean
}

/** What sockets need besides. */
export interface SocketEnvironment extends Environment {
  /** Milliseconds on a clock that never jumps. */
  now(): number
  random(): number
  /** Loads the page again; gives `false` once it has done so too often. After a healthy connection the count is new. */
  reload(wasHealthy: boolean): boolean
  openSocket(url: string): WebSocket
  /** The status of a plain GET, which tells a refused upgrade from a lost network. */
  httpStatus(url: string): Promise<number>
  visible(): boolean
}
