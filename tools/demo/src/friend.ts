import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient, type ApiResponse, SocketClient } from '@tribe/testing';
import type { Agent } from 'undici';

/** Maximum wait for a rate limit, in seconds. The demo fails above it. */
const maxWaitSeconds = 90;

/** A user of the demo: an account, a client with its token, and an open socket. */
export interface Friend {
  readonly name: string;
  readonly id: string;
  readonly username: string;
  readonly api: ApiClient;
  readonly socket: SocketClient;
}

/**
 * Returns the body of a response.
 *
 * @throws Error with the problem for an unexpected status
 */
export function expectStatus<Body>(response: ApiResponse<Body>, ...statuses: number[]): Body {
  if (statuses.includes(response.status)) return response.body;
  throw new Error(
    `expected ${statuses.join(' or ')}, got ${response.status}: ${JSON.stringify(response.body)}`,
  );
}

/** Repeats a call after `Retry-After` while it is rate limited. */
export async function withRateLimitRetry<Body>(
  call: () => Promise<ApiResponse<Body>>,
  say: (line: string) => void,
): Promise<ApiResponse<Body>> {
  for (;;) {
    const response = await call();
    if (response.status !== 429) return response;
    const seconds = Number(response.headers['retry-after'] ?? 1);
    if (seconds > maxWaitSeconds)
      throw new Error(`limited for ${seconds} s: ${JSON.stringify(response.body)}`);
    say(`   (rate limit for new accounts reached; retrying in ${seconds} s)`);
    await wait(seconds * 1_000);
  }
}

/** Registers a new user and opens a socket. */
export async function register(
  fullName: string,
  origin: string,
  agent: Agent,
  say: (line: string) => void,
): Promise<Friend> {
  const username = `${fullName.toLowerCase().replace(/[^a-z]/g, '')}_${randomUUID().slice(0, 8)}`;
  const password = `four-${randomUUID().slice(0, 13)}-words`;

  const account = {
    email: `${username}@tribe.example`,
    username,
    full_name: fullName,
    password,
    confirm_password: password,
  };

  const anonymous = new ApiClient(() => origin, agent);

  const answer = await withRateLimitRetry(
    () => anonymous.post('/api/v1/auth/register', account),
    say,
  );

  const body = expectStatus(answer, 201);
  const socket = await SocketClient.connect(origin, { token: body.access_token });

  return {
    name: fullName.split(' ')[0] ?? fullName,
    id: body.user.id,
    username,
    api: new ApiClient(() => origin, agent, body.access_token),
    socket,
  };
}
