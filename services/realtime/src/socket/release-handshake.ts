import { wireOf } from './connection-wire';
import { EventStream } from './event-stream';
import type { TribeSocket } from './socket.types';

const forwardedFor = 'x-forwarded-for';

/**
 * Forgets the request of the handshake of an accepted socket, its headers and its token, which an idle socket would keep for
 * hours. The address stays, because refused tokens are counted by it.
 */
export function releaseHandshake({ handshake, conn }: TribeSocket): void {
  const forwarded = handshake.headers[forwardedFor];
  handshake.headers = forwarded === undefined ? {} : { [forwardedFor]: forwarded };
  handshake.auth = {};
  handshake.query = {};

  const connection: object = conn;
  // The request of an event stream is its connection.
  if (connection instanceof EventStream) return;

  // It is found through the request, and kept.
  wireOf(conn);
  const holder: { request?: unknown } = conn;
  holder.request = undefined;
}
