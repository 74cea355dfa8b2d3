import { Injectable } from '@nestjs/common';
import { Clock, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { type Connection, wireOf } from '../socket/connection-wire';
import { SocketServer } from '../socket/socket.server';
import { SendRate } from './send-rate';

/** Leaves room for heartbeats and for the frames of an event with attachments. */
const framesPerEvent = 2;

/** How long a client may take to read the last message and to close its half. */
const lingerMs = 1_000;

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
  const wire = wireOf(connection);

  wire.onFrame(() => {
    if (frames.exceeds()) wire.cut();
  });

  connection.once('close', () => {
    const cut = setTimeout(() => wire.cut(), lingerMs);
    wire.onceClosed(() => clearTimeout(cut));
  });
}
