import type { Server, Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from './socket-events';

/** What is known of a socket once it is let in. */
export interface SocketSession {
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

type NoServerSideEvents = Record<string, never>;

export type TribeServer = Server<ClientEvents, ServerEvents, NoServerSideEvents, SocketSession>;
export type TribeSocket = Socket<ClientEvents, ServerEvents, NoServerSideEvents, SocketSession>;
