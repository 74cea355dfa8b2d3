import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import autocannon, { type Client, type Request } from 'autocannon';
import { roomIdOf } from './chat/rooms';
import { serve } from './child';
import type { ListKind, LoadPlan, LoadResult } from './load';
import type { BenchUser } from './people';
import { latenciesOf } from './statistics';

/** Prepared requests per connection, repeated in a loop. */
const requestsPerConnection = 500;

const goal = JSON.stringify({
  title: 'Trip to Costa Rica',
  description: 'Two weeks in July: surfing in Nosara, then the cloud forest of Monteverde.',
  category: 'travel',
  goal_type: 'individual',
  target_type: 'amount',
  target_amount: 3000,
  target_currency: 'USD',
});

const listPaths: Readonly<Record<ListKind, string>> = {
  friends: '/api/v1/friends?limit=20',
  suggestions: '/api/v1/friends/suggestions?limit=20',
  search: '/api/v1/users/search?q=12&limit=20',
  notifications: '/api/v1/notifications?limit=20',
};

let users: readonly BenchUser[] = [];

/** Each connection sends requests of its own users, so that no user exceeds the rate limits. */
function requestsOf({ kind, connections, goalId }: LoadPlan, connection: number): Request[] {
  const mine = users.filter((_, index) => index % connections === connection);
  const wanted = users.filter(({ isPublic }) => isPublic === (kind === 'get-user'));

  return Array.from({ length: Math.max(requestsPerConnection, mine.length) }, (_, index) => {
    const caller = mine[index % mine.length] as BenchUser;
    const authorization = `Bearer ${caller.token}`;

    const list = listPaths[kind as ListKind];
    if (list) return { method: 'GET', path: list, headers: { authorization } };

    if (kind === 'send-message') return sendRequest(caller);
    if (kind === 'contribute') return contributeRequest(caller, goalId ?? '');

    if (kind !== 'get-user' && kind !== 'get-card') {
      const headers = { authorization, 'content-type': 'application/json', 'x-user-id': caller.id };
      const key = kind === 'create-goal-with-key' ? { setupRequest: withNewKey } : {};
      return { method: 'POST', path: '/api/v1/goals', headers, body: goal, ...key };
    }

    return { method: 'GET', path: `/api/v1/users/${anyOf(wanted)}`, headers: { authorization } };
  });
}

/** To the group of twenty of the caller. */
function sendRequest(caller: BenchUser): Request {
  const room = roomIdOf(20, Math.floor(users.indexOf(caller) / 20));
  const headers = { authorization: `Bearer ${caller.token}`, 'content-type': 'application/json' };
  const path = `/api/v1/conversations/${room}/messages`;

  return {
    method: 'POST',
    path,
    headers,
    setupRequest: (request: Request) => ({
      ...request,
      body: JSON.stringify({ content: 'See you at six?', client_msg_id: randomUUID() }),
    }),
  };
}

function contributeRequest(caller: BenchUser, goalId: string): Request {
  return {
    method: 'POST',
    path: `/api/v1/goals/${goalId}/contributions`,
    headers: { authorization: `Bearer ${caller.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount: 10 }),
  };
}

function anyOf(candidates: readonly BenchUser[]): string {
  return candidates[Math.floor(Math.random() * candidates.length)]?.id ?? '';
}

function withNewKey(request: Request): Request {
  return { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } };
}

function run(plan: LoadPlan): Promise<LoadResult> {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let connection = 0;

  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url: plan.url,
        connections: plan.connections,
        ...('seconds' in plan.extent
          ? { duration: plan.extent.seconds }
          : { amount: plan.extent.requests }),
        setupClient: (client: Client) => client.setRequests(requestsOf(plan, connection++)),
      },
      (error, result) => {
        if (error) return reject(error as Error);
        const { duration, errors, timeouts } = result;
        resolve({
          perSecond: latencies.length / duration,
          ...latenciesOf(latencies),
          statuses,
          failures: errors + timeouts,
        });
      },
    );
    // autocannon's histogram counts whole milliseconds only.
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      latencies.push(milliseconds);
      statuses[status] = (statuses[status] ?? 0) + 1;
    });
  });
}

serve({
  users: (file: string) => {
    users = JSON.parse(readFileSync(file, 'utf8')) as BenchUser[];
  },
  run,
});
