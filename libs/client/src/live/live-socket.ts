/** The parts of a socket of socket.io that the client uses. */
export interface LiveSocket {
  on(event: string, listener: (payload: never) => void): unknown;
  onAny(listener: (event: string, payload: unknown) => void): unknown;
  timeout(ms: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> };
  disconnect(): unknown;
}

export interface LiveSocketOptions {
  readonly path: string;
  readonly auth: { readonly token: string };
  readonly transports: 'websocket'[];
  readonly reconnection: boolean;
  readonly forceNew: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

/** `io` of socket.io-client. */
export type OpenSocket = (url: string, options: LiveSocketOptions) => LiveSocket;
