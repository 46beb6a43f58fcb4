// Everything a connection needs from outside, so that its tests run on fake time and fake sockets.

export interface Environment {
  /** Milliseconds on a clock that never jumps. */
  now(): number
  /** Runs once, later; the result cancels. */
  after(milliseconds: number, run: () => void): () => void
  random(): number
  openSocket(url: string): WebSocket
  /** The status of a plain GET, which tells a refused upgrade from a lost network. */
  httpStatus(url: string): Promise<number>
  /** Sends a call to an action. */
  post(url: string, init: RequestInit): Promise<Response>
  visible(): boolean
  online(): boolean
  /** Loads the page again; gives `false` once it has done so too often. After a healthy connection the count is new. */
  reload(wasHealthy: boolean): boolean
}
