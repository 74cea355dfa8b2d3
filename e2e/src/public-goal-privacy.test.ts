import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';

let tribe: Tribe;
let creator: Person;
let shy: Person;
let stranger: Person;
let goalId: string;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  [creator, shy, stranger] = [
    await tribe.person('creator'),
    await tribe.person('shy'),
    await tribe.person('stranger'),
  ];
  await tribe.befriend(creator, shy);
  await creator.put('/api/v1/settings/privacy', { profile_visibility: 'everyone' });
  await shy.put('/api/v1/settings/privacy', { profile_visibility: 'private' });
  const goal = {
    title: 'Trip to Lisbon',
    goal_type: 'group',
    target_type: 'amount',
    target_amount: 3000,
    participant_ids: [shy.id],
    is_public: true,
  };
  goalId = (await creator.post('/api/v1/goals', goal)).body.id;
  await shy.post(`/api/v1/goals/${goalId}/contributions`, { amount: 120.5 });
  await tribe.settled();
});
afterAll(() => tribe.stop());

const participantsFor = async (viewer: Person) =>
  (await viewer.get(`/api/v1/goals/${goalId}`)).body.participants;

test('a stranger sees the goal, but neither private participants nor amounts', async () => {
  const participants = await participantsFor(stranger);
  expect(participants).toMatchObject([{ user_id: creator.id, contribution_amount: null }]);
  const { body } = await stranger.get(`/api/v1/users/${creator.id}/goals`);
  expect(JSON.stringify(body)).not.toContain(shy.id);
  expect(body.goals[0].participants_preview).toHaveLength(1);
});

test('participants see each other and the amounts', async () => {
  expect(await participantsFor(creator)).toMatchObject([
    { user_id: creator.id, contribution_amount: 0 },
    { user_id: shy.id, contribution_amount: 120.5 },
  ]);
});

test('a stranger who watches the goal receives its progress, but neither names nor amounts', async () => {
  const [watcher, participant] = [await stranger.socket(), await creator.socket()];
  for (const socket of [watcher, participant])
    expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toEqual({
      ok: true,
    });
  await shy.post(`/api/v1/goals/${goalId}/contributions`, { amount: 30 });
  expect(await participant.next('goal.update')).toMatchObject({
    update_type: 'contribution',
    data: { amount: 30, user: { username: shy.username } },
  });
  expect(await watcher.next('goal.update')).toMatchObject({
    update_type: 'updated',
    data: { status: 'active', new_progress: 5.01 },
  });
  await tribe.settled();
  expect(JSON.stringify(watcher.received)).not.toContain(shy.username);
  for (const socket of [watcher, participant]) socket.close();
});

test('a stranger receives nothing more once the goal is private', async () => {
  const watcher = await stranger.socket();
  await watcher.request('subscribe', { channel: 'goal', goal_id: goalId });
  await creator.request('PATCH', `/api/v1/goals/${goalId}`, { is_public: false });
  await tribe.settled();
  const before = watcher.received.length;
  await shy.post(`/api/v1/goals/${goalId}/contributions`, { amount: 1 });
  await tribe.settled();
  expect(watcher.received).toHaveLength(before);
  watcher.close();
});
