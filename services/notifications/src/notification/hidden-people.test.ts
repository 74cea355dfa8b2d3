import {
  GoalContributionAddedSchema,
  UserBlockedSchema,
  UserMutedSchema,
  UserUnblockedSchema,
  UserUnmutedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';

const path = '/api/v1/notifications';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;
let count = 0;

beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
}, 60_000);
afterAll(() => tribe.stop());
beforeEach(async () => {
  count += 1;
  [brian, alvin, clarie] = [
    await tribe.person(`brian ${count}`),
    await tribe.person(`alvin ${count}`),
    await tribe.person(`clarie ${count}`),
  ];
  await tribe.settled();
});

/** Somebody adds to a goal of all three. */
/** Each to a goal of their own; what is told of different goals comes in any order, so the next waits for it. */
async function contributes(contributor: Person): Promise<void> {
  const participants = [brian, alvin, clarie].map(({ id }) => ({ userId: id }));
  const goal = {
    id: newId(),
    creatorId: brian.id,
    title: 'Run a 5k',
    targetCurrency: 'USD',
    participants,
  };
  const data = { goal, contributionId: newId(), contributor: contributor.card, amount: '150.00' };
  const event = eventOf(GoalContributionAddedSchema, { entityId: goal.id, entityVersion: 2, data });
  await tribe.publishAs('goals', event);
  await tribe.settled();
}

async function blocks(blocker: Person, blocked: Person): Promise<() => Promise<void>> {
  const id = newId();
  const data = { block: { id, blockerId: blocker.id, blockedId: blocked.id } };
  await tribe.publishAs(
    'social-graph',
    eventOf(UserBlockedSchema, { entityId: id, entityVersion: 1, data }),
  );
  return () =>
    tribe.publishAs(
      'social-graph',
      eventOf(UserUnblockedSchema, { entityId: id, entityVersion: 2, data }),
    );
}

/** Who a person's notifications are about, and how many are counted as unread. */
async function told(person: Person): Promise<{ about: string[]; unread: number[] }> {
  const { body } = await person.get(path);
  const single = await person.get(`${path}/unread-count`);
  const about = body.notifications.map(
    (one: { related_user: { id: string } }) => one.related_user.id,
  );
  return {
    about,
    unread: [body.pagination.unread_count, body.pagination.total, single.body.unread_count],
  };
}

test('what somebody did is not told to those who are hidden from them, on either side', async () => {
  await blocks(alvin, brian);
  await tribe.settled();
  await contributes(brian);
  await contributes(alvin);
  expect(await told(alvin)).toEqual({ about: [], unread: [0, 0, 0] });
  expect(await told(brian)).toEqual({ about: [], unread: [0, 0, 0] });
  // Not merely hidden: nothing was written, so nothing was pushed either.
  const written = 'SELECT count(*)::int AS lines FROM notifications WHERE user_id = ANY ($1)';
  const { rows } = await (await tribe.db('notifications')).query(written, [[alvin.id, brian.id]]);
  expect(rows).toEqual([{ lines: 0 }]);
  expect((await told(clarie)).about).toEqual([alvin.id, brian.id]);
});

test('what was told before is hidden and not counted while the block stands, and comes back with it gone', async () => {
  await contributes(brian);
  await contributes(clarie);
  const unblock = await blocks(alvin, brian);
  await tribe.settled();
  expect(await told(alvin)).toEqual({ about: [clarie.id], unread: [1, 1, 1] });
  await unblock();
  await tribe.settled();
  expect(await told(alvin)).toEqual({ about: [clarie.id, brian.id], unread: [2, 2, 2] });
});

test('who asks for their data finds as little of somebody hidden as in the list', async () => {
  await contributes(brian);
  await contributes(clarie);
  await blocks(brian, alvin);
  await tribe.settled();
  const { source } = tribe.service('notifications').app.get(OwnPersonalData, { strict: false });
  const lines: object[] = [];
  for await (const { section, rows } of source.exportFor(alvin.id))
    if (section === 'notifications') lines.push(...rows);
  expect(lines).toMatchObject([{ actorId: clarie.id }]);
});

test('a hidden notification can be neither read nor deleted, and marking all leaves it as it was', async () => {
  await contributes(brian);
  const [{ id }] = (await alvin.get(path)).body.notifications;
  const unblock = await blocks(alvin, brian);
  await tribe.settled();
  expect((await alvin.put(`${path}/${id}/read`)).body.code).toBe('NOTIFICATION_NOT_FOUND');
  expect((await alvin.delete(`${path}/${id}`)).body.code).toBe('NOTIFICATION_NOT_FOUND');
  expect((await alvin.put(`${path}/mark-all-read`)).body).toEqual({
    updated_count: 0,
    unread_count: 0,
  });
  await unblock();
  await tribe.settled();
  expect(await told(alvin)).toEqual({ about: [brian.id], unread: [1, 1, 1] });
});

test('who mutes somebody is told nothing more of them; the muted person and everybody else are told as before', async () => {
  await contributes(brian);
  const id = newId();
  const data = { mute: { id, muterId: alvin.id, mutedId: brian.id } };
  await tribe.publishAs(
    'social-graph',
    eventOf(UserMutedSchema, { entityId: id, entityVersion: 1, data }),
  );
  await tribe.settled();
  await contributes(brian);
  await contributes(alvin);
  expect((await told(alvin)).about).toEqual([brian.id]);
  expect((await told(brian)).about).toEqual([alvin.id]);
  expect((await told(clarie)).about).toEqual([alvin.id, brian.id, brian.id]);
  await tribe.publishAs(
    'social-graph',
    eventOf(UserUnmutedSchema, { entityId: id, entityVersion: 2, data }),
  );
  await tribe.settled();
  await contributes(brian);
  expect((await told(alvin)).about).toEqual([brian.id, brian.id]);
});
