import type { IncomingMessage } from 'node:http';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

type Done = (error: Error | null, body?: Buffer) => void;

/**
 * Reads the body of a request as a whole. Unlike Fastify's reader, it takes the limit of the endpoint, which is known per
 * request only. A body that is too large is refused as soon as that is known, and no more of it is kept.
 *
 * @param length the `Content-Length`, if the client sent one
 */
export function readBody(
  payload: IncomingMessage,
  { length, limit }: { length: string | undefined; limit: number },
  done: Done,
): void {
  if (Number(length) > limit) {
    done(new AppError(errors.BODY_TOO_LARGE));
    return;
  }

  const chunks: Buffer[] = [];
  let received = 0;

  const settle: Done = (error, body) => {
    payload.off('data', onData).off('end', onEnd).off('error', settle);
    done(error, body);
  };

  const onEnd = () => settle(null, Buffer.concat(chunks, received));

  const onData = (chunk: Buffer) => {
    received += chunk.length;
    if (received > limit) settle(new AppError(errors.BODY_TOO_LARGE));
    else chunks.push(chunk);
  };

  payload.on('data', onData).on('end', onEnd).on('error', settle);
}
