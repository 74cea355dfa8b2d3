import { setTimeout as sleep } from 'node:timers/promises';

const requestTimeoutMs = 10_000;
const eventuallyDeadlineMs = 20_000;

/** Addresses of the services that own the demo data. */
export interface SeedTargets {
  identity: string;
  socialGraph: string;
  goals: string;
}

/** A user that is signed in. */
export interface Member {
  id: string;
  accessToken: string;
}

/** A refused request; the message contains the response. */
export class RefusedRequest extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    what: string,
  ) {
    super(what);
  }
}

/** Sends JSON to a service as a user. */
export class SeedClient {
  constructor(
    private readonly baseUrl: string,
    private readonly accessToken?: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  post<T>(path: string, body: object, idempotencyKey?: string): Promise<T> {
    return this.send('POST', path, body, idempotencyKey);
  }

  put<T>(path: string, body?: object): Promise<T> {
    return this.send('PUT', path, body);
  }

  private async send<T>(
    method: string,
    path: string,
    body?: object,
    idempotencyKey?: string,
  ): Promise<T> {
    const response = await fetch(`${this.baseUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.accessToken && { authorization: `Bearer ${this.accessToken}` }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });

    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;

    throw new RefusedRequest(
      response.status,
      problemCode(text),
      `${method} ${path}: ${response.status} ${text}`,
    );
  }
}

/**
 * Retries while the error is `code`, because services receive the state of other services as events, slightly later.
 */
export async function eventually<T>(code: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + eventuallyDeadlineMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const waits = error instanceof RefusedRequest && error.code === code && Date.now() < deadline;
      if (!waits) throw error;
      await sleep(100);
    }
  }
}

function problemCode(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { code?: string }).code;
  } catch {
    return undefined;
  }
}
