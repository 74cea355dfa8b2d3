import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { flawOf, type JsonFlaw } from './input.rules';

const flaws: Readonly<Record<JsonFlaw, AppError>> = {
  'too deep': new AppError(commonErrors.MALFORMED_JSON, {
    detail: 'The body is nested too deeply',
  }),
  'too many': new AppError(commonErrors.MALFORMED_JSON, {
    detail: 'The body has too many fields or values',
  }),
  poisoned: new AppError(commonErrors.MALFORMED_JSON, {
    detail: 'The body contains a forbidden key',
  }),
  'unstorable text': new AppError(commonErrors.VALIDATION_FAILED, {
    detail: 'Text must not contain NUL or lone surrogates',
  }),
};

/** Replaces Fastify's parsers: this API only accepts JSON bodies. An empty body counts as absent. */
export function addJsonBodyParser(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requireNoCoding(request.headers['content-encoding']);
      done(null, parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as AppError);
    }
  });
}

/** @throws AppError UNSUPPORTED_MEDIA_TYPE for a compressed body */
function requireNoCoding(coding: string | undefined): void {
  if (coding !== undefined && coding.toLowerCase() !== 'identity')
    throw new AppError(commonErrors.UNSUPPORTED_MEDIA_TYPE, {
      detail: 'The body must not be compressed',
    });
}

/** @throws AppError MALFORMED_JSON or VALIDATION_FAILED */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes))
    throw new AppError(commonErrors.MALFORMED_JSON, { detail: 'The body is not UTF-8' });
  let document: unknown;

  try {
    document = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new AppError(commonErrors.MALFORMED_JSON, { cause: error });
  }

  const flaw = flawOf(document);
  if (flaw !== undefined) throw flaws[flaw];

  return document;
}
