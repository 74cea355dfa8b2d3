import {
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalHandedOverSchema,
  GoalInvitationClosedSchema,
  GoalInvitationSentSchema,
  GoalParticipantAddedSchema,
  GoalPublishedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person, Tribe } from '@tribe/testing';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  world = await NotificationsWorld.start();
  ({ tribe, brian, alvin, clarie } = world);
});
afterAll(() => world.stop());
beforeEach(() => world.clear());

const goalOf = (...people: Person[]) => ({
  id: newId(),
  creatorId: people[0]?.id ?? '',
  title: 'Run a 5k',
  participants: people.map(({ id }) => ({ userId: id })),
});

const at = ({ id }: { id: string }, entityVersion: number) => ({ entityId: id, entityVersion });

async function invite(goal: ReturnType<typeof goalOf>, invitee: Person): Promise<void> {
  const data = { goal, invitationId: newId(), inviteeId: invitee.id, inviter: brian.card };
  await tribe.publishAs('goals', eventOf(GoalInvitationSentSchema, { ...at(goal, 2), data }));
  await tribe.settled();
}

const textsOf = async (person: Person): Promise<string[]> =>
  (await person.get('/api/v1/notifications')).body.notifications.map(
    ({ notification_type, message }: { notification_type: string; message: string }) =>
      `${notification_type}: ${message}`,
  );

test('participants are notified when a friend adds them to a new goal', async () => {
  const goal = goalOf(brian, alvin);
  const data = { goal, creator: brian.card };
  await tribe.publishAs('goals', eventOf(GoalCreatedSchema, { ...at(goal, 1), data }));
  await tribe.settled();
  expect(await textsOf(alvin)).toEqual([`goal_added: ${brian.fullName} added you to "Run a 5k"`]);
  expect(await textsOf(brian)).toEqual([]);
});

test('a participant who is added is notified, and one who joins is not', async () => {
  const goal = { ...goalOf(brian, alvin, clarie), isPublic: true };
  for (const [version, person, addedBy] of [
    [2, alvin, brian],
    [3, clarie, clarie],
  ] as const) {
    const data = { goal, participant: { userId: person.id }, addedBy: addedBy.card };
    const init = { ...at(goal, version), data };
    await tribe.publishAs('goals', eventOf(GoalParticipantAddedSchema, init));
  }
  await tribe.settled();
  expect(await textsOf(alvin)).toEqual([
    `goal_added: ${brian.fullName} added you to "Run a 5k", which is public`,
  ]);
  expect(await textsOf(clarie)).toEqual([]);
});

test('an invitee is notified until the invitation is closed', async () => {
  const goal = goalOf(brian);
  await invite(goal, alvin);
  expect(await textsOf(alvin)).toEqual([
    `goal_invite: ${brian.fullName} invites you to "Run a 5k"`,
  ]);
  const data = { goalId: goal.id, invitationId: newId(), inviteeId: alvin.id };
  await tribe.publishAs('goals', eventOf(GoalInvitationClosedSchema, { ...at(goal, 3), data }));
  await tribe.settled();
  expect(await textsOf(alvin)).toEqual([]);
});

test('an invitation disappears when the invitee joins, or the goal is deleted', async () => {
  const [joined, deleted] = [goalOf(brian), goalOf(brian)];
  await invite(joined, alvin);
  await invite(deleted, alvin);
  const added = { goal: joined, participant: { userId: alvin.id }, addedBy: alvin.card };
  const init = { ...at(joined, 3), data: added };
  await tribe.publishAs('goals', eventOf(GoalParticipantAddedSchema, init));
  const end = { goalId: deleted.id, deletedBy: brian.id };
  await tribe.publishAs('goals', eventOf(GoalDeletedSchema, { ...at(deleted, 3), data: end }));
  await tribe.settled();
  expect(await textsOf(alvin)).toEqual([]);
});

test('the other participants are notified when a goal becomes public', async () => {
  const goal = goalOf(brian, alvin);
  const data = { goal, publishedBy: brian.card };
  await tribe.publishAs('goals', eventOf(GoalPublishedSchema, { ...at(goal, 3), data }));
  await tribe.settled();
  expect(await textsOf(alvin)).toEqual([
    `goal_published: ${brian.fullName} made "Run a 5k" public`,
  ]);
  expect(await textsOf(brian)).toEqual([]);
});

test('the new owner is notified when a goal is handed over', async () => {
  const goal = goalOf(alvin, brian);
  const data = { goal, previousOwnerId: brian.id };
  await tribe.publishAs('goals', eventOf(GoalHandedOverSchema, { ...at(goal, 3), data }));
  await tribe.settled();
  expect(await textsOf(alvin)).toEqual(['goal_ownership: You are the owner of "Run a 5k" now']);
  expect(await textsOf(brian)).toEqual([]);
});
