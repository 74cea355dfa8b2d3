import { realtime } from '@tribe/realtime';
import { eventually, SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';
import { contribute, formSavingsGroup, type SavingsGroup } from './savings-group';

let tribe: Tribe;
let group: SavingsGroup;

beforeAll(async () => {
  tribe = await startTribe({
    services: allServices,
    env: { PRESENCE_DEBOUNCE_MS: '100' },
  });
  group = await formSavingsGroup(tribe);
});

afterAll(() => tribe.stop());

const watch = (socket: SocketClient, goalId: string) =>
  socket.request('subscribe', { channel: 'goal', goal_id: goalId });
const heardOf = (socket: SocketClient) =>
  socket.received.filter(({ event }) => event === 'goal.update');

test('a participant who watches a goal receives its changes in order, with a sequence', async () => {
  const { brian, clarie, goalId } = group;
  const socket = await brian.socket();
  expect(await watch(socket, goalId)).toEqual({ ok: true });
  await contribute(clarie, goalId, 150);
  await contribute(clarie, goalId, 30);
  const first = await socket.next('goal.update');
  const second = await socket.next('goal.update');
  expect(first).toMatchObject({
    goal_id: goalId,
    update_type: 'contribution',
    data: {
      user: { username: clarie.username, full_name: 'Clarie Gor' },
      amount: 150,
      new_progress: 5,
    },
  });
  expect(second).toMatchObject({
    sequence: first.sequence + 1,
    data: { amount: 30, new_progress: 6 },
  });
  socket.close();
});

test('a stranger cannot detect that a goal exists', async () => {
  const stranger = await tribe.person('stranger');
  const socket = await stranger.socket();
  expect(await watch(socket, group.goalId)).toMatchObject({ ok: false, code: 'GOAL_NOT_FOUND' });
  await contribute(group.clarie, group.goalId, 1);
  await tribe.settled();
  expect(heardOf(socket)).toEqual([]);
  socket.close();
});

test('a participant who leaves a goal receives no further pushes about it', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const [leaving, staying] = [await alvin.socket(), await brian.socket()];
  await watch(leaving, goalId);
  await watch(staying, goalId);
  expect((await alvin.delete(`/api/v1/goals/${goalId}/participants/${alvin.id}`)).status).toBe(204);
  await leaving.next('goal.update', {
    where: ({ update_type }) => update_type === 'participant_removed',
  });
  await tribe.settled();
  await contribute(clarie, goalId, 7);
  await staying.next('goal.update', { where: ({ data }) => data.amount === 7 });
  expect(
    heardOf(leaving).map(({ payload }) => (payload as { update_type: string }).update_type),
  ).toEqual(['participant_removed']);
  for (const socket of [leaving, staying]) socket.close();
});

test('a push reaches the sockets of every pod', async () => {
  const { brian, clarie, goalId } = group;
  const replica = await tribe.startReplica(realtime);
  const here = await brian.socket();
  const there = await SocketClient.connect(replica.url, { token: brian.accessToken });
  await watch(here, goalId);
  await watch(there, goalId);
  await contribute(clarie, goalId, 11);
  const ofThis = {
    where: ({ data }: { id: string; data: { amount: number } }) => data.amount === 11,
  };
  const [first, second] = [
    await here.next('goal.update', ofThis),
    await there.next('goal.update', ofThis),
  ];
  expect(second.id).toBe(first.id);
  for (const socket of [here, there]) socket.close();
  await replica.stop();
});

test('friends receive presence updates of each other', async () => {
  const { brian, clarie } = group;
  const watching = await brian.socket();
  const coming = await clarie.socket();
  // Friends from earlier tests may still be disconnecting.
  const where = ({ user_id }: { user_id: string }) => user_id === clarie.id;
  expect(await watching.next('presence.update', { where })).toMatchObject({ status: 'online' });
  const friends = await brian.get('/api/v1/friends');
  expect(friends.body.friends.find(({ id }: { id: string }) => id === clarie.id)).toMatchObject({
    is_online: true,
  });
  coming.close();
  expect(await watching.next('presence.update', { where })).toMatchObject({
    status: 'offline',
  });
  watching.close();
});

test('after a log-out, requests and new sockets are refused and open sockets are closed', async () => {
  const leaver = await tribe.person('leaver');
  const socket = await leaver.socket();
  expect((await leaver.post('/api/v1/auth/logout')).status).toBe(204);
  await socket.closed();
  await eventually(async () => expect((await leaver.get('/api/v1/goals')).status).toBe(401));
  await expect(leaver.socket()).rejects.toThrow();
  const refresh = await tribe
    .client()
    .post('/api/v1/auth/refresh', { refresh_token: leaver.refreshToken });
  expect(refresh.status).toBe(401);
});

test('an id in capitals subscribes to the same goal', async () => {
  const { brian, clarie, goalId } = group;
  const socket = await brian.socket();
  expect(await watch(socket, goalId.toUpperCase())).toEqual({ ok: true });
  await contribute(clarie, goalId, 2);
  expect(await socket.next('goal.update')).toMatchObject({ goal_id: goalId });
  const goal = { channel: 'goal', goal_id: goalId.toUpperCase() };
  expect(await socket.request('unsubscribe', goal)).toEqual({ ok: true });
  await contribute(clarie, goalId, 2);
  await tribe.settled();
  expect(heardOf(socket)).toHaveLength(1);
  socket.close();
});
