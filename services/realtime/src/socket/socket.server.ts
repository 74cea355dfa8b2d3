import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RevokedSessions } from '@tribe/projections';
import { AppError, InjectConfig, Lifecycle, Logger, Metrics, Redis } from '@tribe/service-kit';
import { Gauge } from 'prom-client';
import { Server } from 'socket.io';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { PresenceService } from '../presence/presence.service';
import { ClientEventHandlers } from './client-events';
import { redisAdapter } from './redis-adapter.factory';
import { rooms } from './rooms';
import { SocketAuth } from './socket-auth';
import type { TribeServer, TribeSocket } from './socket.types';

const maxMessageBytes = 16 * 1024;
/** Clients of a pod that goes away come back spread over this long, so that the others are not trampled. */
const reconnectSpreadMs = 5_000;

/** The socket.io server of this pod: who gets in, which rooms they start in, and how they are let go. */
@Injectable()
export class SocketServer {
  readonly io: TribeServer;

  constructor(
    http: HttpAdapterHost,
    redis: Redis,
    metrics: Metrics,
    lifecycle: Lifecycle,
    private readonly auth: SocketAuth,
    private readonly handlers: ClientEventHandlers,
    private readonly presence: PresenceService,
    private readonly revoked: RevokedSessions,
    private readonly logger: Logger,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {
    this.io = new Server(http.httpAdapter.getHttpServer(), {
      path: '/ws',
      // Long polling would need sticky sessions at every hop.
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: maxMessageBytes,
    });
    this.io.adapter(redisAdapter(redis, logger));
    this.presence.attach(this.io);
    this.letIn();
    this.revoked.onRevoked((sessionId) =>
      this.io.local.in(rooms.session(sessionId)).disconnectSockets(true),
    );
    this.countSockets(metrics);
    lifecycle.onStop('work', () => this.drain());
  }

  private letIn(): void {
    this.io.use((socket, next) => {
      this.authenticate(socket).then(
        () => next(),
        (error: unknown) => next(this.refusal(error)),
      );
    });
    this.io.on('connection', (socket) => void this.welcome(socket));
  }

  private async authenticate(socket: TribeSocket): Promise<void> {
    // A token in the URL would end up in access logs.
    if (socket.handshake.query.token !== undefined) {
      throw new AppError(errors.AUTHENTICATION_REQUIRED, {
        detail: 'Send the token in auth, not in the URL',
      });
    }
    if (this.io.engine.clientsCount > this.config.MAX_SOCKETS)
      throw new AppError(errors.TOO_MANY_SOCKETS);
    const session = await this.auth.authenticate(socket.handshake.auth.token);
    const open = this.io.sockets.adapter.rooms.get(rooms.user(session.userId))?.size ?? 0;
    if (open >= this.config.MAX_SOCKETS_PER_USER) throw new AppError(errors.TOO_MANY_SOCKETS);
    Object.assign(socket.data, session);
  }

  private refusal(error: unknown): Error {
    const known =
      error instanceof AppError ? error : new AppError(errors.INTERNAL_ERROR, { cause: error });
    if (known.status >= 500) this.logger.error({ err: error }, 'socket refused');
    return Object.assign(new Error(known.title), {
      data: { code: known.code, status: known.status, detail: known.detail ?? known.title },
    });
  }

  private async welcome(socket: TribeSocket): Promise<void> {
    const { userId, sessionId, expiresAt } = socket.data;
    this.handlers.listen(socket);
    this.auth.watchExpiry(socket);
    socket.on('disconnect', () => {
      this.auth.forget(socket);
      void this.presence.leave(userId, socket.id);
    });
    await socket.join([rooms.user(userId), rooms.session(sessionId)]);
    // The session may have been revoked between the check at the door and the join.
    if (this.revoked.has(sessionId)) {
      socket.disconnect(true);
      return;
    }
    socket.emit('connected', {
      user_id: userId,
      session_id: sessionId,
      expires_at: expiresAt.toISOString(),
    });
    await this.presence.arrive(userId, socket.id);
  }

  private countSockets(metrics: Metrics): void {
    const { io } = this;
    new Gauge({
      name: 'realtime_sockets',
      help: 'Open sockets on this pod',
      registers: [metrics.registry],
      collect() {
        this.set(io.engine.clientsCount);
      },
    });
  }

  private async drain(): Promise<void> {
    for (const socket of this.io.sockets.sockets.values()) {
      socket.emit('draining', { reconnect_in_ms: Math.floor(Math.random() * reconnectSpreadMs) });
    }
    this.io.local.disconnectSockets(true);
    await this.io.close();
  }
}
