import type {
  Acknowledgement,
  ClientEventName,
  ServerEventName,
  ServerEventPayload,
  UserCard,
} from '@tribe/contracts';
import type { Server, Socket } from 'socket.io';

/** The data of an authenticated socket. */
export interface SocketSession {
  userId: string;
  sessionId: string;
  username: string;
  roles: readonly string[];
  expiresAt: Date;
  /** The name and picture of the user, which messaging tells. */
  card?: UserCard;
}

/** The events that the server sends. */
type Sent = { [Name in ServerEventName]: (event: ServerEventPayload<Name>) => void };

/** The events that clients send. Payloads are parsed before use. */
type Received = Record<
  ClientEventName,
  (payload: unknown, acknowledge?: (answer: Acknowledgement) => void) => void
>;

type NoServerSideEvents = Record<string, never>;

export type TribeServer = Server<Received, Sent, NoServerSideEvents, SocketSession>;
export type TribeSocket = Socket<Received, Sent, NoServerSideEvents, SocketSession>;
