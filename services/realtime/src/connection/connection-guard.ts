import type { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { Clock, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { SocketServer } from '../socket/socket.server';
import type { Connection } from './refused-connection';
import { SendRate } from './send-rate';

/** Leaves room for heartbeats and for the frames of an event with attachments. */
const framesPerEvent = 2;

/** How long a client may take to read the last message and to close its half. */
const lingerMs = 1_000;

/** The WebSocket of a connection, which engine.io attaches to the request of the handshake. */
interface WebSocketOfRequest extends EventEmitter {
  terminate(): void;
}

/**
 * Cuts connections whose clients send too many frames of any kind, or go on after the connection was closed. Frames are more
 * than events: a pong is sent for each ping, and waits in memory until the client reads it.
 */
@Injectable()
export class ConnectionGuard {
  constructor(server: SocketServer, clock: Clock, @InjectConfig() config: RealtimeConfig) {
    const maxFrames = framesPerEvent * config.MAX_CLIENT_EVENTS_PER_10_SECONDS;

    server.io.engine.on('connection', (connection: Connection) =>
      guard(connection, new SendRate(clock, maxFrames)),
    );
  }
}

function guard(connection: Connection, frames: SendRate): void {
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
