import { type Agent, type Dispatcher, request as send } from 'undici';
import { patienceMs } from './patience';

/** An HTTP response. */
export interface ApiResponse<Body = unknown> {
  readonly status: number;
  /** The parsed JSON, the text when the body is not JSON, or undefined when it is empty. */
  readonly body: Body;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ApiRequestOptions {
  readonly headers?: Record<string, string>;
  /** Milliseconds until the request is aborted. Default {@link patienceMs}. */
  readonly timeoutMs?: number;
}

/** Tests assert bodies field by field, so bodies are untyped. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/**
 * An HTTP client. Does not throw for error statuses; check `status`.
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

  /** The address of the gateway, or of the only service. */
  get origin(): string {
    return this.baseUrlOf('/');
  }

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

  /** Sends a request with any method. Sends a string or bytes as they are, for tests of malformed input. */
  async request<Body = Loose>(
    method: string,
    path: string,
    body?: unknown,
    { headers = {}, timeoutMs = patienceMs }: ApiRequestOptions = {},
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
