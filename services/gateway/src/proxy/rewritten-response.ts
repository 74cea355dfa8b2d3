import type { ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';

type HeaderValue = string | string[] | undefined;

/** The headers that an owner sends. */
export type FromOwner = Readonly<Record<string, HeaderValue>>;

/** The head for the client. */
export interface Rewritten {
  readonly headers: Readonly<Record<string, unknown>>;
  /** The encoder that the body passes; undefined when it is sent as it is. */
  readonly encoder: Transform | undefined;
}

/**
 * Prepares the response of a client for an owner that writes to it: `rewrite` is called when the owner sends the head,
 * and the body passes the encoder.
 *
 * @returns a function that removes what the owner has set and ends the preparation, for a response of the gateway
 */
export function rewriteResponse(
  response: ServerResponse,
  rewrite: (status: number, fromOwner: FromOwner) => Rewritten,
): () => void {
  const restore = (): void => {
    for (const method of ['writeHead', 'write', 'end']) Reflect.deleteProperty(response, method);
  };

  const writeHead = (
    status: number,
    reasonOrHeaders?: string | FromOwner,
    more?: FromOwner,
  ): ServerResponse => {
    const given = typeof reasonOrHeaders === 'object' ? reasonOrHeaders : more;
    const fromOwner = { ...takeHeaders(response), ...given };
    restore();
    const { headers, encoder } = rewrite(status, fromOwner);
    if (encoder) encodeBody(response, encoder);

    return response.writeHead(status, headers as Record<string, string>);
  };

  // Node would write the head of a stream while it writes the first part, too late for the encoder.
  const afterHead = (method: 'write' | 'end') => {
    return (...part: Parameters<ServerResponse['end']>): unknown => {
      response.writeHead(response.statusCode);
      return response[method](...part);
    };
  };

  Object.assign(response, { writeHead, write: afterHead('write'), end: afterHead('end') });

  return () => {
    takeHeaders(response);
    restore();
  };
}

/** Removes the headers that were set one by one, as streams do, because they are rewritten as well. */
function takeHeaders(response: ServerResponse): Record<string, HeaderValue> {
  const taken: Record<string, HeaderValue> = {};

  for (const name of response.getHeaderNames()) {
    const value = response.getHeader(name);
    taken[name] = typeof value === 'number' ? String(value) : value;
    response.removeHeader(name);
  }

  return taken;
}

/** Leads what the owner writes through the encoder to the client, with the backpressure of both. */
function encodeBody(response: ServerResponse, encoder: Transform): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);

  Object.assign(response, {
    write: encoder.write.bind(encoder),
    end: (...last: Parameters<Transform['end']>) => {
      encoder.end(...last);
      return response;
    },
  });

  encoder
    .on('data', (chunk: Buffer) => {
      if (!write(chunk)) encoder.pause();
    })
    .once('end', () => end())
    .on('error', () => response.destroy())
    // The owner waits for the drain of the response that it writes to.
    .on('drain', () => response.emit('drain'));

  response.on('drain', () => encoder.resume()).once('close', () => encoder.destroy());
}
