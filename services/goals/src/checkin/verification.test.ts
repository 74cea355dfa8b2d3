import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';
import { SystemDiary } from './checkin.test-support';

let world: GoalsWorld;
let end: () => Promise<void>;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
  end = await world.partner(world.brian, world.alvin);
});
afterAll(() => world.stop());

/** A check-in of Brian that waits for a partner. */
async function waiting() {
  const diary = await SystemDiary.open(world, world.brian, 2, { verification_required: true });
  const { body } = await diary.checkIn(0);
  return { diary, path: `${diary.path}/checkins/${body.id}`, checkin: body };
}

const awaiting = async (person: Person): Promise<{ id: string }[]> =>
  (await person.get('/api/v1/verifications')).body.checkins;

test('a check-in waits for the partner, who sees that it does, and counts for the streak', async () => {
  const { diary, checkin } = await waiting();
  expect(checkin).toMatchObject({
    status: 'pending_verification',
    awaiting_user_verification: false,
    partnership_id: expect.any(String),
  });
  const seen = (await world.alvin.get(`${diary.path}/checkins`)).body.checkins;
  expect(seen).toMatchObject([{ id: checkin.id, awaiting_user_verification: true }]);
  expect(await awaiting(world.alvin)).toContainEqual(seen[0]);
  expect(await awaiting(world.brian)).toEqual([]);
  expect(await awaiting(world.clarie)).toEqual([]);
  expect(await diary.streak()).toMatchObject({ current_streak: 1 });
  expect(await world.eventsOf(checkin.id)).toMatchObject([
    { name: 'CheckInRecorded', version: 1 },
    { name: 'VerificationRequested', version: 2, data: { partnerIds: [world.alvin.id] } },
  ]);
});

test('the partner verifies it, once', async () => {
  const { path, checkin } = await waiting();
  const { status, body } = await world.alvin.post(`${path}/verify`);
  expect([status, body]).toMatchObject([
    200,
    { status: 'verified_completed', verified_by_partner_id: world.alvin.id },
  ]);
  expect((await world.alvin.post(`${path}/verify`)).body).toEqual(body);
  expect((await world.eventsOf(checkin.id)).at(-1)).toMatchObject({
    name: 'CheckInVerified',
    version: 3,
  });
  const query = await world.alvin.post(`${path}/query`, { question: 'Really?' });
  expect([query.status, query.body.code]).toEqual([409, 'CHECKIN_STATUS_CONFLICT']);
});

test('the partner asks, the owner answers, and it waits again', async () => {
  const { path, checkin, diary } = await waiting();
  const asked = await world.alvin.post(`${path}/query`, { question: 'Which book?' });
  expect(asked.body).toMatchObject({ status: 'queried_by_partner', verifier_query: 'Which book?' });
  expect(await diary.streak()).toMatchObject({ current_streak: 1 });
  const answered = await world.brian.post(`${path}/answer`, { answer: 'The one about rivers' });
  expect(answered.body).toMatchObject({
    status: 'pending_verification',
    verifier_query: 'Which book?',
    query_answer: 'The one about rivers',
  });
  const again = await world.brian.post(`${path}/answer`, { answer: 'Again' });
  expect(again.body.code).toBe('CHECKIN_STATUS_CONFLICT');
  expect((await world.alvin.post(`${path}/verify`)).body.status).toBe('verified_completed');
  expect((await world.eventsOf(checkin.id)).map(({ name }) => name)).toEqual([
    'CheckInRecorded',
    'VerificationRequested',
    'CheckInQueried',
    'VerificationRequested',
    'CheckInVerified',
  ]);
});

test('of a verified check-in, the owner can change the notes only', async () => {
  const { path } = await waiting();
  await world.alvin.post(`${path}/verify`);
  expect((await world.brian.patch(path, { value: 5 })).body.code).toBe('CHECKIN_STATUS_CONFLICT');
  expect((await world.brian.patch(path, { notes: 'with Alvin' })).body).toMatchObject({
    notes: 'with Alvin',
    status: 'verified_completed',
  });
});

test('only an active partner may verify: neither the owner nor a member of the goal', async () => {
  const { brian, clarie, dorcas } = world;
  const goal = await world.newGoal(brian, { goal_type: 'group', participant_ids: [clarie.id] });
  const fields = { verification_required: true, goal_id: goal.id };
  const diary = await SystemDiary.open(world, brian, 2, fields);
  const { body } = await diary.checkIn(0);
  const path = `${diary.path}/checkins/${body.id}`;
  const codes = [];
  for (const person of [brian, clarie, dorcas])
    codes.push((await person.post(`${path}/verify`)).body.code);
  expect(codes).toEqual(['PERMISSION_DENIED', 'PERMISSION_DENIED', 'SYSTEM_NOT_FOUND']);
});

test('after the partnership has ended, the former partner may no longer verify', async () => {
  const { path } = await waiting();
  await end();
  expect((await world.alvin.post(`${path}/verify`)).body.code).toBe('SYSTEM_NOT_FOUND');
  expect(await awaiting(world.alvin)).toEqual([]);
});
