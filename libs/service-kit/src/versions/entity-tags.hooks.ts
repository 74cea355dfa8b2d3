import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { statusOf } from '../http/existing';
import { scopeOf } from '../http/request-scope';
import { namesTag, tagOf, versionedTagOf } from './entity-tag.rules';
import { versionOf } from './versioned';

/**
 * Adds an `ETag` to the response of every GET, and of a PUT or PATCH that returns a version. Returns 304 for a GET whose
 * `If-None-Match` names the tag, and 200 for a POST whose resource existed before.
 */
export function addEntityTags(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    scopeOf(request).version = versionOf(payload);
    reply.code(statusOf(payload, reply.statusCode));
    done(null, payload);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const tag = reply.statusCode === 200 ? tagFor(request, payload) : undefined;
    if (tag === undefined) done(null, payload);
    else done(null, send(request, reply, tag, payload));
  });
}

function tagFor(request: FastifyRequest, payload: unknown): string | undefined {
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return undefined;
  const { version } = scopeOf(request);
  if (version !== undefined && request.method !== 'POST') return versionedTagOf(payload, version);

  return isRead(request) ? tagOf(payload) : undefined;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  payload: unknown,
): unknown {
  reply.header('etag', tag);
  const ifNoneMatch = request.headers['if-none-match'];
  if (!isRead(request) || ifNoneMatch === undefined || !namesTag(ifNoneMatch, tag)) return payload;
  reply.code(304);
  // Fastify removes the body of a response to HEAD itself.
  if (request.method === 'HEAD') return payload;
  reply.removeHeader('content-type').removeHeader('content-length');

  return null;
}

function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
