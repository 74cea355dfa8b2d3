import { Injectable } from '@nestjs/common';
import { AppError, InjectConfig, Logger, namesCredential } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { ConversationRooms } from '../conversation/conversation-rooms';
import { errors } from '../errors';
import { LocationService } from '../location/location.service';
import { PresenceService } from '../presence/presence.service';
import type { Connection } from '../socket/connection-wire';
import { releaseHandshake } from '../socket/release-handshake';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import type { TribeServer, TribeSocket } from '../socket/socket.types';
import { ClientEventHandlers } from './client-events';
import { endRefused, onOtherNamespace } from './refused-connection';
import { SocketAuth } from './socket-auth';

/** Accepts sockets, joins the rooms of their user and session, and closes sockets whose session is revoked. */
@Injectable()
export class Connections {
  private readonly io: TribeServer;
  private readonly tried = new WeakSet<Connection>();

  constructor(
    server: SocketServer,
    private readonly auth: SocketAuth,
    private readonly handlers: ClientEventHandlers,
    private readonly presence: PresenceService,
    private readonly conversations: ConversationRooms,
    private readonly locations: LocationService,
    private readonly logger: Logger,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {
    this.io = server.io;

    this.io.engine.on('connection', (connection: Connection) =>
      onOtherNamespace(connection, () => endRefused(connection)),
    );

    this.io.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(this.refusal(error)),
      );
    });

    this.io.on('connection', (socket) => void this.welcome(socket));

    this.auth.onRevoked((sessionId) =>
      this.io.local.in(rooms.session(sessionId)).disconnectSockets(true),
    );
  }

  /** A connection has one try, so that a client cannot make it verify many tokens. */
  private async admit(socket: TribeSocket): Promise<void> {
    const { conn } = socket;

    try {
      if (this.tried.has(conn)) throw new AppError(errors.AUTHENTICATION_REQUIRED);
      this.tried.add(conn);
      await this.authenticate(socket);
    } catch (error) {
      endRefused(conn);
      throw error;
    }
  }

  private async authenticate(socket: TribeSocket): Promise<void> {
    // A token in the URL would end up in access logs.
    if (Object.keys(socket.handshake.query).some(namesCredential)) {
      throw new AppError(errors.AUTHENTICATION_REQUIRED, {
        detail: 'Send the token in auth, not in the URL',
      });
    }

    if (this.io.engine.clientsCount > this.config.MAX_SOCKETS)
      throw new AppError(errors.TOO_MANY_SOCKETS);
    const session = await this.auth.authenticate(socket, socket.handshake.auth.token);
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
    releaseHandshake(socket);
    this.handlers.listen(socket);
    this.auth.watchExpiry(socket);

    socket.on('disconnect', () => {
      // A client can leave the namespace and keep the connection.
      socket.conn.close();
      this.auth.forget(socket);
      void this.presence.leave(userId, socket.id);
    });

    await socket.join([rooms.user(userId), rooms.session(sessionId)]);

    // The session may have been revoked between authentication and the join.
    if (this.auth.isRevoked(sessionId)) {
      socket.disconnect(true);
      return;
    }

    await this.conversations.enter(socket);
    // A socket that has left meanwhile must not appear again.
    if (!socket.connected) return;

    socket.emit('connected', {
      user_id: userId,
      session_id: sessionId,
      expires_at: expiresAt.toISOString(),
    });

    await this.presence.arrive(userId, socket.id);
    await this.locations.greet(socket);
  }
}
