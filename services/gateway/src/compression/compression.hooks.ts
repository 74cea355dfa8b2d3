import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { startCompression } from './compression';

/** Compresses the gateway's own responses: documents, pages and composed endpoints. */
export function addCompression(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    done(null, compressed(request, reply, payload));
  });
}

function compressed(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
  if (!isText && !(payload instanceof Readable)) return payload;
  const before = reply.getHeaders();
  const headers = { ...before };

  const encoder = startCompression({
    method: request.method,
    endpoint: request.routeOptions.url,
    status: reply.statusCode,
    headers,
    length: isText ? Buffer.byteLength(payload) : undefined,
    acceptEncoding: request.headers['accept-encoding'],
  });

  if (encoder === undefined) return payload;
  if ('content-length' in before) reply.removeHeader('content-length');
  reply.headers(headers);
  if (isText) encoder.end(payload);
  else payload.on('error', (error) => encoder.destroy(error)).pipe(encoder);

  return encoder;
}
