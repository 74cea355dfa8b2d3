import { type Agent, type Dispatcher, request as send } from 'undici';

/** An answer as a test looks at it. */
export interface ApiResponse<Body = unknown> {
  readonly status: number;
  /** Parsed JSON; the text when the answer is no JSON; undefined when it is empty. */
  readonly body: Body;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ApiRequestOptions {
  readonly headers?: Record<string, string>;
  /** Milliseconds until the call is given up. Default 10000. */
  readonly timeoutMs?: number;
}

/** Tests assert bodies field by field, so what an endpoint answers is left open. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/**
 * HTTP as a client app speaks it. Never throws for a status; look at `status`.
 *
 * @example
 * const { status, body } = await brian.post('/api/v1/goals', { title: 'Trip' });
 */
export class ApiClient {
  constructor(
    private readonly baseUrlOf: (path: string) => string,
    private readonly agent: Agent,
    private readonly token?: string,
  ) {}

  get<Body = Loose>(path: string, options?: ApiRequestOptions): Promise<ApiResponse<Body>> {
    return this.request('GET', path, undefined, options);
  }

  post<Body = Loose>(
    path: string,
    body?: unknown,
    options?: ApiRequestOptions,
  ): Promise<ApiResponse<Body>> {
    return this.request('POST', path, body, options);
  }

  put<Body = Loose>(
    path: string,
    body?: unknown,
    options?: ApiRequestOptions,
  ): Promise<ApiResponse<Body>> {
    return this.request('PUT', path, body, options);
  }

  patch<Body = Loose>(
    path: string,
    body?: unknown,
    options?: ApiRequestOptions,
  ): Promise<ApiResponse<Body>> {
    return this.request('PATCH', path, body, options);
  }

  delete<Body = Loose>(path: string, options?: ApiRequestOptions): Promise<ApiResponse<Body>> {
    return this.request('DELETE', path, undefined, options);
  }

  /** Any method. A body that is a string or bytes is sent as it is, for tests of malformed input. */
  async request<Body = Loose>(
    method: string,
    path: string,
    body?: unknown,
    { headers = {}, timeoutMs = 10_000 }: ApiRequestOptions = {},
  ): Promise<ApiResponse<Body>> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await send(new URL(path, this.baseUrlOf(path)), {
      method: method as Dispatcher.HttpMethod,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher: this.agent,
    });
    return {
      status: answer.statusCode,
      body: parse(await answer.body.text()) as Body,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, textOf(value)]),
      ),
    };
  }
}

function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
