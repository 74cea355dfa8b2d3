import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { EventStream } from './event-stream';
import type { TribeSocket } from './socket.types';
import type { Wire } from './wire';

export type Connection = TribeSocket['conn'];

/** The WebSocket of a connection, which engine.io attaches to the request of the handshake. */
interface WebSocketOfRequest extends EventEmitter {
  readonly bufferedAmount: number;
  close(code: number, reason: string): void;
}

class WebSocketWire implements Wire {
  constructor(
    private readonly connection: Connection,
    private readonly webSocket: WebSocketOfRequest,
    private readonly socket: Socket,
  ) {}

  get unreadBytes(): number {
    return this.webSocket.bufferedAmount;
  }

  onFrame(callback: () => void): void {
    for (const frame of ['message', 'ping', 'pong']) this.webSocket.on(frame, callback);
  }

  onceClosed(callback: () => void): void {
    this.socket.once('close', callback);
  }

  close(code: number, reason: string): void {
    // engine.io would write further pushes behind the close frame.
    this.connection.readyState = 'closing';
    this.webSocket.close(code, reason);
  }

  cut(): void {
    this.socket.destroy();
  }

  stopReading(): void {
    this.socket.pause();
  }
}

const wires = new WeakMap<object, Wire>();

export function wireOf(connection: Connection): Wire {
  const stream: object = connection;
  if (stream instanceof EventStream) return stream;
  const known = wires.get(connection);
  if (known) return known;

  const { websocket, socket } = connection.request as typeof connection.request & {
    websocket: WebSocketOfRequest;
  };

  const wire = new WebSocketWire(connection, websocket, socket);
  wires.set(connection, wire);

  return wire;
}
