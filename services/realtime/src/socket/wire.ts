/** The carrier of a connection: a WebSocket, or the response of an event stream. */
export interface Wire {
  /** Bytes that were handed over and wait for the client. */
  readonly unreadBytes: number;
  /** Calls back for each frame that the client sends. */
  onFrame(callback: () => void): void;
  onceClosed(callback: () => void): void;
  /** Sends the reason after everything else, and closes. */
  close(code: number, reason: string): void;
  /** Closes at once. */
  cut(): void;
  stopReading(): void;
}
