import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InjectConfig, Lifecycle, Logger, Metrics, Redis } from '@tribe/service-kit';
import { Server } from 'socket.io';
import type { RealtimeConfig } from '../config';
import { reconnectSpreadMs } from './drain.rules';
import type { EventStream } from './event-stream';
import { attachToHandshakes } from './handshakes';
import { redisAdapter } from './redis-adapter.factory';
import { rooms as roomNames } from './rooms';
import type { TribeServer, TribeSocket } from './socket.types';

/** A message of 10 000 characters in JSON. */
const maxMessageBytes = 64 * 1024;

/** The open connections of engine.io, which it closes when it stops. */
interface EngineClients {
  clients: Record<string, EventStream>;
  clientsCount: number;
}

/** The socket.io server of this pod. Its rooms span all pods. */
@Injectable()
export class SocketServer {
  readonly io: TribeServer;

  constructor(
    http: HttpAdapterHost,
    redis: Redis,
    @InjectConfig() config: RealtimeConfig,
    metrics: Metrics,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    const server = http.httpAdapter.getHttpServer();

    this.io = attachToHandshakes(
      server,
      () =>
        new Server(server, {
          path: '/ws',
          // Long polling would require sticky sessions at every hop.
          transports: ['websocket'],
          serveClient: false,
          maxHttpBufferSize: maxMessageBytes,
          connectTimeout: config.CONNECT_TIMEOUT_MS,
        }),
    );

    this.io.adapter(redisAdapter(redis, logger));
    this.countSockets(metrics);
    lifecycle.onStop('work', () => this.drain());
  }

  /**
   * Takes sockets of all pods out of rooms. On this pod it takes effect at once and without Redis; on other pods, after
   * everything that was pushed before.
   *
   * @param sockets.in rooms of the sockets; default: all sockets in these rooms
   * @param sockets.except rooms of the sockets that stay
   */
  empty(
    rooms: string[],
    sockets: { readonly in?: string[]; readonly except?: string[] } = {},
  ): void {
    for (const io of [this.io.local, this.io]) {
      io.in(sockets.in ?? rooms)
        .except(sockets.except ?? [])
        .socketsLeave(rooms);
    }
  }

  /**
   * Puts sockets of all pods into rooms. On this pod it takes effect at once and without Redis; on other pods, before
   * everything that is pushed afterwards.
   */
  fill(rooms: string[], sockets: { readonly in: string[] }): void {
    for (const io of [this.io.local, this.io]) io.in(sockets.in).socketsJoin(rooms);
  }

  /** Returns the sockets of a user on this pod. */
  localOf(userId: string): TribeSocket[] {
    const { adapter, sockets } = this.io.sockets;
    const ids = adapter.rooms.get(roomNames.user(userId)) ?? [];

    return [...ids].flatMap((id) => sockets.get(id) ?? []);
  }

  /** Adds a connection that is no WebSocket. For socket.io and this service, it is a connection like any other. */
  adopt(stream: EventStream): void {
    const engine = this.io.engine as unknown as EngineClients;
    engine.clients[stream.id] = stream;
    engine.clientsCount += 1;

    stream.once('close', () => {
      delete engine.clients[stream.id];
      engine.clientsCount -= 1;
    });

    this.io.engine.emit('connection', stream);
  }

  private countSockets(metrics: Metrics): void {
    metrics.gauge({
      name: 'tribe_realtime_sockets',
      help: 'Open sockets of this replica',
      collect: (gauge) => gauge.set(this.io.engine.clientsCount),
    });
  }

  private async drain(): Promise<void> {
    const spreadMs = reconnectSpreadMs(this.io.engine.clientsCount);

    for (const socket of this.io.sockets.sockets.values())
      socket.emit('draining', { reconnect_in_ms: Math.floor(Math.random() * spreadMs) });

    this.io.local.disconnectSockets(true);
    await this.io.close();
  }
}
