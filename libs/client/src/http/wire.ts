import type { Problem } from '../api.generated';
import { type Bounds, within } from '../support/within';
import { TribeError } from './tribe-error';

/** A request as it is sent. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A successful response. */
export interface Answer {
  /** Parsed JSON; undefined when it is empty. */
  readonly body: unknown;
  readonly etag: string | undefined;
}

/**
 * Sends a request once.
 *
 * @throws TribeError for every response that is not a success, and without a response
 */
export async function sendOnce(
  fetcher: typeof fetch,
  request: WireRequest,
  bounds: Bounds,
): Promise<Answer> {
  const { url, ...init } = request;

  return within(bounds, async (signal) => {
    const { response, text } = await exchange(fetcher, url, { ...init, signal });
    if (!response.ok) throw errorOf(response, text);

    return { body: parse(text), etag: response.headers.get('etag') ?? undefined };
  });
}

async function exchange(fetcher: typeof fetch, url: string, init: RequestInit) {
  try {
    const response = await fetcher(url, init);
    return { response, text: await response.text() };
  } catch (cause) {
    throw new TribeError('NETWORK_ERROR', 'No connection to Tribe', { cause });
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined;

  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new TribeError('RESPONSE_INVALID', 'The response is not JSON', { cause });
  }
}

/** A proxy in between may answer without a problem. */
function errorOf({ status, headers }: Response, text: string): TribeError {
  const retryAfter = secondsOf(headers.get('retry-after'));
  const problem = problemIn(text);

  if (problem === undefined)
    return new TribeError('RESPONSE_INVALID', `Unexpected response ${status}`, {
      status,
      retryAfter,
    });

  return new TribeError(problem.code, problem.detail ?? problem.title, {
    status,
    problem,
    retryAfter,
  });
}

function problemIn(text: string): Problem | undefined {
  try {
    const body = JSON.parse(text) as Problem | null;
    return typeof body?.code === 'string' ? body : undefined;
  } catch {
    return undefined;
  }
}

/** The API sends seconds; a proxy may send a date. */
function secondsOf(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const until = Date.parse(retryAfter);

  return Number.isNaN(until) ? undefined : Math.max(0, (until - Date.now()) / 1_000);
}
