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
});
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

/** Publishes a contribution to a new goal of all three, and waits, because events of different goals have no order. */
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

/** Returns the actors of a person's notifications, and the counts. */
async function notificationsOf(person: Person): Promise<{ about: string[]; unread: number[] }> {
  const { body } = await person.get(path);
  const single = await person.get(`${path}/unread-count`);
  const about = body.notifications.map(
    (notification: { related_user: { id: string } }) => notification.related_user.id,
  );
  return {
    about,
    unread: [body.pagination.unread_count, body.pagination.total, single.body.unread_count],
  };
}

test('a user is not notified of the actions of a hidden user, in either direction', async () => {
  await blocks(alvin, brian);
  await tribe.settled();
  await contributes(brian);
  await contributes(alvin);
  expect(await notificationsOf(alvin)).toEqual({ about: [], unread: [0, 0, 0] });
  expect(await notificationsOf(brian)).toEqual({ about: [], unread: [0, 0, 0] });
  // The notifications were not written, so they were not pushed either.
  const written = 'SELECT count(*)::int AS lines FROM notifications WHERE user_id = ANY ($1)';
  const { rows } = await (await tribe.db('notifications')).query(written, [[alvin.id, brian.id]]);
  expect(rows).toEqual([{ lines: 0 }]);
  expect((await notificationsOf(clarie)).about).toEqual([alvin.id, brian.id]);
});

test('an existing notification is neither listed nor counted until the block is removed', async () => {
  await contributes(brian);
  await contributes(clarie);
  const unblock = await blocks(alvin, brian);
  await tribe.settled();
  expect(await notificationsOf(alvin)).toEqual({ about: [clarie.id], unread: [1, 1, 1] });
  await unblock();
  await tribe.settled();
  expect(await notificationsOf(alvin)).toEqual({ about: [clarie.id, brian.id], unread: [2, 2, 2] });
});

test('a data export omits notifications about hidden users', async () => {
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

test('a hidden notification cannot be marked as read or deleted, and marking all as read skips it', async () => {
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
  expect(await notificationsOf(alvin)).toEqual({ about: [brian.id], unread: [1, 1, 1] });
});

test('a mute stops new notifications about the muted user for the muting user only', async () => {
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
  expect((await notificationsOf(alvin)).about).toEqual([brian.id]);
  expect((await notificationsOf(brian)).about).toEqual([alvin.id]);
  expect((await notificationsOf(clarie)).about).toEqual([alvin.id, brian.id, brian.id]);
  await tribe.publishAs(
    'social-graph',
    eventOf(UserUnmutedSchema, { entityId: id, entityVersion: 2, data }),
  );
  await tribe.settled();
  await contributes(brian);
  expect((await notificationsOf(alvin)).about).toEqual([brian.id, brian.id]);
});
