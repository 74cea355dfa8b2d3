import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { realtime } from '@tribe/realtime';
import { socialGraph } from '@tribe/social-graph';
import { type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
let owner: Person;
let partner: Person;
let participant: Person;
let blocking: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [identity, socialGraph, goals, realtime, gateway] });
  owner = await tribe.person('brian');
  partner = await tribe.person('alvin');
  participant = await tribe.person('clarie');
  blocking = await tribe.person('dorcas');
  await tribe.befriend(owner, partner);
  await tribe.befriend(owner, participant);
  await tribe.befriend(owner, blocking);
  await tribe.settled();
  const invited = await owner.post('/api/v1/partnerships', {
    kind: 'accountability',
    user_id: partner.id,
  });
  await partner.put(`/api/v1/partnerships/${invited.body.id}/accept`);
  await tribe.settled();
});
afterAll(() => tribe.stop());

const updatesOf = (socket: SocketClient) =>
  socket.received.flatMap(({ event, payload }) =>
    event === 'system.update' ? [(payload as { update_type: string }).update_type] : [],
  );

test('a check-in reaches the owner and the partner, and its streak the participants who watch the goal and have not blocked the owner', async () => {
  const goal = await owner.post('/api/v1/goals', {
    title: 'Ten books',
    goal_type: 'group',
    participant_ids: [participant.id, blocking.id],
  });
  const goal_id = goal.body.id;
  const system = await owner.post('/api/v1/systems', { title: 'Read', goal_id });
  await tribe.settled();
  const everyone = [owner, partner, participant, blocking];
  const sockets = await Promise.all(everyone.map((each) => each.socket()));
  for (const socket of sockets) await socket.next('connected');
  const [own, partners, watcher, blocked] = sockets as [
    SocketClient,
    SocketClient,
    SocketClient,
    SocketClient,
  ];
  for (const socket of [watcher, blocked])
    expect(await socket.request('subscribe', { channel: 'goal', goal_id })).toEqual({ ok: true });

  await blocking.post('/api/v1/settings/blocked-users', { user_id: owner.id });
  await tribe.settled();
  const done = { client_id: 'phone-1', checked_in_at: tribe.clock.now().toISOString() };
  await owner.post(`/api/v1/systems/${system.body.id}/checkins`, done);
  const seen = await partners.next('system.update');
  expect(seen).toMatchObject({
    system_id: system.body.id,
    goal_id,
    user_id: owner.id,
    update_type: 'checkin',
    data: { status: 'completed' },
  });
  await watcher.next('system.update');
  await tribe.settled();
  for (const socket of sockets) await socket.request('presence', { status: 'online' });
  expect(updatesOf(own).sort()).toEqual(['checkin', 'streak']);
  expect(updatesOf(partners)).toEqual(['checkin']);
  expect(updatesOf(watcher)).toEqual(['streak']);
  expect(updatesOf(blocked)).toEqual([]);
  for (const socket of sockets) socket.close();
});
