import type { EventEmitter } from 'node:events';
import type { Connection } from './refused-connection';
import type { SendRate } from './send-rate';

/** How long a client may take to read the last message and to close its half. */
const lingerMs = 1_000;

/** The WebSocket of a connection, which engine.io attaches to the request of the handshake. */
interface WebSocketOfRequest extends EventEmitter {
  terminate(): void;
}

/**
 * Cuts a connection whose client sends too many frames of any kind, or goes on after the connection was closed. Frames are
 * more than events: a pong is sent for each ping, and waits in memory until the client reads it.
 */
export function guardConnection(connection: Connection, frames: SendRate): void {
  const { websocket } = connection.request as unknown as { websocket: WebSocketOfRequest };
  const { socket } = connection.request;

  for (const frame of ['message', 'ping', 'pong']) {
    websocket.on(frame, () => {
      if (frames.exceeds()) websocket.terminate();
    });
  }

  connection.once('close', () => {
    const cut = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(cut));
  });
}
