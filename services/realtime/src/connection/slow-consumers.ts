import { Injectable } from '@nestjs/common';
import { InjectConfig, Logger, Metrics } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { type Connection, wireOf } from '../socket/connection-wire';
import { SocketServer } from '../socket/socket.server';

/** "Try again later" (RFC 6455, registry of close codes). */
const closeCode = 1013;
const closeReason = 'SLOW_CONSUMER';
/** How long the client may take to read the reason. */
const lingerMs = 1_000;

interface Packet {
  readonly data?: string | Buffer | undefined;
}

/**
 * Disconnects sockets whose clients take pushes more slowly than they arrive, before the pushes fill the memory. The client
 * connects again and asks for what it missed.
 */
@Injectable()
export class SlowConsumers {
  constructor(
    server: SocketServer,
    metrics: Metrics,
    logger: Logger,
    @InjectConfig() { MAX_UNREAD_BYTES: maxBytes }: RealtimeConfig,
  ) {
    const log = logger.for('SlowConsumers');

    const cut = metrics.counter({
      name: 'tribe_realtime_slow_sockets_total',
      help: 'Sockets that were disconnected because their clients read too slowly',
    });

    server.io.engine.on('connection', (connection: Connection) =>
      watch(connection, maxBytes, () => {
        cut.inc();
        log.info({ address: connection.remoteAddress }, 'a socket reads too slowly');
      }),
    );
  }
}

function watch(connection: Connection, maxBytes: number, onSlow: () => void): void {
  const wire = wireOf(connection);
  let waiting = 0;
  let isSlow = false;

  // Packets wait until the frames before them were written.
  connection.on('flush', () => (waiting = 0));

  connection.on('packetCreate', ({ data }: Packet) => {
    waiting += data?.length ?? 0;
    if (isSlow || waiting + wire.unreadBytes <= maxBytes) return;

    isSlow = true;
    onSlow();
    const timer = setTimeout(() => wire.cut(), lingerMs);
    connection.once('close', () => clearTimeout(timer));
    // The packet that is being created is written before the reason.
    queueMicrotask(() => wire.close(closeCode, closeReason));
  });
}
