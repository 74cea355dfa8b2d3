import { randomUUID } from 'node:crypto';
import type { ThrowawayTribe } from '@tribe/local-servers';
import { ApiClient, type ApiResponse, eventually, SocketClient } from '@tribe/testing';
import type { Agent } from 'undici';

export interface Member {
  readonly id: string;
  readonly api: ApiClient;
  readonly socket: SocketClient;
}

interface Identified {
  readonly id: string;
}

interface Registered {
  readonly user: Identified;
  readonly access_token: string;
}

/** Friends with a shared goal that all of them watch. */
export interface Group {
  readonly goalId: string;
  readonly members: readonly Member[];
}

async function expectOk<Body>(call: Promise<ApiResponse<Body>>): Promise<Body> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Registers at identity directly, because the gateway allows five registrations a minute per address. */
async function join(tribe: ThrowawayTribe, agent: Agent): Promise<Member> {
  const username = `saver_${randomUUID().slice(0, 13).replace('-', '_')}`;
  const password = `four-${randomUUID().slice(0, 13)}-words`;

  const account = {
    email: `${username}@tribe.example`,
    username,
    full_name: 'Bench Saver',
    password,
    confirm_password: password,
  };

  const registered = await expectOk(
    new ApiClient(() => tribe.urlOf('identity'), agent).post<Registered>(
      '/api/v1/auth/register',
      account,
    ),
  );

  const edge = tribe.urlOf('gateway');

  return {
    id: registered.user.id,
    api: new ApiClient(() => edge, agent, registered.access_token),
    socket: await SocketClient.connect(edge, { token: registered.access_token }),
  };
}

async function befriend(from: Member, to: Member): Promise<void> {
  const request = await eventually(() =>
    expectOk(from.api.post<Identified>('/api/v1/friends/requests', { user_id: to.id })),
  );
  await expectOk(to.api.put(`/api/v1/friends/requests/${request.id}/accept`));
}

export async function formGroup(tribe: ThrowawayTribe, agent: Agent, size: number): Promise<Group> {
  const members = await Promise.all(Array.from({ length: size }, () => join(tribe, agent)));
  const [creator, ...others] = members as [Member, ...Member[]];
  for (const other of others) await befriend(creator, other);

  const plan = {
    title: 'Trip to Costa Rica',
    goal_type: 'group',
    target_type: 'amount',
    target_amount: 9_000_000,
    participant_ids: others.map(({ id }) => id),
  };

  // goals receives friendships as events.
  const goal = await eventually(() =>
    expectOk(creator.api.post<Identified>('/api/v1/goals', plan)),
  );

  for (const { socket } of members) {
    const answer = await socket.request('subscribe', { channel: 'goal', goal_id: goal.id });
    if (!answer.ok) throw new Error(`cannot watch the goal: ${JSON.stringify(answer)}`);
  }

  return { goalId: goal.id, members };
}
