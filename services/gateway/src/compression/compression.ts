import type { Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { acceptedCoding, type Coding } from './accepted-coding.rules';
import { type Candidate, isCompressible, weakened } from './compressible.rules';

const brotliQuality = 4;
const gzipLevel = 5;
/** Window of 256 KiB, which bounds the memory of an encoder. */
const brotliWindowBits = 18;

/** A response with the header by which its client accepts compression. */
export interface Compressed extends Candidate {
  readonly acceptEncoding: string | string[] | undefined;
  readonly headers: Record<string, unknown>;
}

/**
 * Starts the compression of a response and changes its headers accordingly.
 *
 * @returns the encoder to write the body to; undefined when the response is sent as it is
 */
export function startCompression(response: Compressed): Transform | undefined {
  if (!isCompressible(response)) return undefined;
  const coding = acceptedCoding(response.acceptEncoding);
  if (coding === undefined) return undefined;
  const { headers, length } = response;
  delete headers['content-length'];
  headers['content-encoding'] = coding;
  if (typeof headers.etag === 'string') headers.etag = weakened(headers.etag);

  return encoderOf(coding, length);
}

/** A body of unknown length may be a stream whose parts must arrive at once: each is flushed. */
function encoderOf(coding: Coding, length: number | undefined): Transform {
  const isStream = length === undefined;
  if (coding === 'gzip')
    return createGzip({ level: gzipLevel, ...(isStream && { flush: constants.Z_SYNC_FLUSH }) });
  return createBrotliCompress({
    ...(isStream && { flush: constants.BROTLI_OPERATION_FLUSH }),
    params: {
      [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
      [constants.BROTLI_PARAM_LGWIN]: brotliWindowBits,
      [constants.BROTLI_PARAM_SIZE_HINT]: length ?? 0,
    },
  });
}
