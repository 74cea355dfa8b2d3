import { randomUUID } from 'node:crypto';
import {
  GoalCompletedSchema,
  GoalDeletedSchema,
  GoalParticipantRemovedSchema,
  GoalSnapshottedSchema,
  GoalStatus,
  GoalUpdatedSchema,
  ParticipantRole,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf, untilBlocked } from '../identity.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const statsOf = async (person: Person) => (await person.get('/api/v1/users/me/stats')).body;
const achieved = async (...persons: Person[]) =>
  Promise.all(persons.map(async (person) => (await statsOf(person)).goals_achieved));

const schemas = {
  completed: GoalCompletedSchema,
  updated: GoalUpdatedSchema,
  left: GoalParticipantRemovedSchema,
  snapshotted: GoalSnapshottedSchema,
} as const;

interface GoalEvent {
  id?: string;
  version: number;
  kind?: keyof typeof schemas;
  status?: GoalStatus;
  people: [Person, ParticipantRole][];
}

async function publishGoal({
  id = randomUUID(),
  version,
  kind = 'completed',
  status = GoalStatus.COMPLETED,
  people,
}: GoalEvent) {
  const participants = people.map(([{ id: userId }, role]) => ({ userId, role }));
  const event = eventOf(schemas[kind], {
    entityId: id,
    entityVersion: version,
    data: { goal: { id, title: 'Trip', status, participants } },
  });
  await tribe.publishAs('goals', event);
  return id;
}

const { CREATOR, MEMBER, SUPPORTER, VIEWER } = ParticipantRole;

test('counts a completed goal for its creator and members, not for supporters and viewers', async () => {
  const [creator, member, supporter, viewer] = [
    await newPerson(tribe),
    await newPerson(tribe),
    await newPerson(tribe),
    await newPerson(tribe),
  ];
  expect(await statsOf(creator)).toEqual({
    user_id: creator.id,
    goals_achieved: 0,
    photos_shared: 0,
  });
  await publishGoal({
    version: 2,
    people: [
      [creator, CREATOR],
      [member, MEMBER],
      [supporter, SUPPORTER],
      [viewer, VIEWER],
    ],
  });
  await tribe.settled();
  expect(await achieved(creator, member, supporter, viewer)).toEqual([1, 1, 0, 0]);
  expect((await creator.get('/api/v1/auth/me')).body.goals_achieved).toBe(1);
  expect((await creator.get('/api/v1/users/me')).body.goals_achieved).toBe(1);
});

test('counts a goal once for repeated events and a second completion', async () => {
  const person = await newPerson(tribe);
  const id = await publishGoal({ version: 2, people: [[person, CREATOR]] });
  await publishGoal({ id, version: 2, people: [[person, CREATOR]] });
  await publishGoal({ id, version: 2, kind: 'snapshotted', people: [[person, CREATOR]] });
  await publishGoal({ id, version: 5, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([1]);
});

test('does not count a reopened goal, also after a late event of the completion', async () => {
  const person = await newPerson(tribe);
  const id = await publishGoal({ version: 2, people: [[person, CREATOR]] });
  await publishGoal({
    id,
    version: 4,
    kind: 'updated',
    status: GoalStatus.ACTIVE,
    people: [[person, CREATOR]],
  });
  await publishGoal({ id, version: 3, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([0]);
  await publishGoal({ id, version: 5, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([1]);
});

test('does not count a goal whose reopening arrives before its completion', async () => {
  const person = await newPerson(tribe);
  const id = await publishGoal({
    version: 3,
    kind: 'updated',
    status: GoalStatus.ACTIVE,
    people: [[person, CREATOR]],
  });
  await publishGoal({ id, version: 2, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([0]);
});

test('does not count a goal that the user left, nor a deleted goal', async () => {
  const [creator, member] = [await newPerson(tribe), await newPerson(tribe)];
  const id = await publishGoal({
    version: 2,
    people: [
      [creator, CREATOR],
      [member, MEMBER],
    ],
  });
  await publishGoal({ id, version: 3, kind: 'left', people: [[creator, CREATOR]] });
  await tribe.settled();
  expect(await achieved(creator, member)).toEqual([1, 0]);
  await tribe.publishAs(
    'goals',
    eventOf(GoalDeletedSchema, {
      entityId: id,
      entityVersion: 4,
      data: { goalId: id, participantIds: [creator.id], deletedBy: creator.id },
    }),
  );
  await tribe.settled();
  expect(await achieved(creator)).toEqual([0]);
});

test('counts every one of many goals that complete at the same time', async () => {
  const [creator, member] = [await newPerson(tribe), await newPerson(tribe)];
  const events = Array.from({ length: 40 }, (_, index) =>
    publishGoal({
      version: 2,
      people:
        index % 2
          ? [
              [creator, CREATOR],
              [member, MEMBER],
            ]
          : [
              [member, CREATOR],
              [creator, MEMBER],
            ],
    }),
  );
  await Promise.all(events);
  await tribe.settled();
  expect(await achieved(creator, member)).toEqual([40, 40]);
});

test('counts two goals of a user whose events are handled at the same time', async () => {
  const person = await newPerson(tribe);
  await rowsOf(tribe, 'BEGIN');
  await rowsOf(tribe, 'SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [person.id]);
  await rowsOf(
    tribe,
    'INSERT INTO goal_outcomes (goal_id, achieved_by, version) VALUES ($1, ARRAY[$2::uuid], 2)',
    [randomUUID(), person.id],
  );
  await publishGoal({ version: 2, people: [[person, CREATOR]] });
  await untilBlocked(tribe);
  await rowsOf(tribe, 'UPDATE users SET goals_achieved = 1 WHERE id = $1', [person.id]);
  await rowsOf(tribe, 'COMMIT');
  await tribe.settled();
  expect(await achieved(person)).toEqual([2]);
});

describe('a goal that is reopened while its completion is handled is not counted', () => {
  /** Handles the reopening while another transaction has written the completion. */
  async function reopenWhile(id: string, completion: string) {
    const person = await newPerson(tribe);
    await rowsOf(tribe, 'BEGIN');
    await rowsOf(tribe, completion, [id, person.id]);
    await rowsOf(tribe, 'UPDATE users SET goals_achieved = 1 WHERE id = $1', [person.id]);
    const { ACTIVE: status } = GoalStatus;
    await publishGoal({ id, version: 5, kind: 'updated', status, people: [[person, CREATOR]] });
    await untilBlocked(tribe).finally(() => rowsOf(tribe, 'COMMIT'));
    await tribe.settled();
    expect(await achieved(person)).toEqual([0]);
  }

  test('when the goal was unknown before', async () => {
    const completion = 'INSERT INTO goal_outcomes VALUES ($1, ARRAY[$2::uuid], 4)';
    await reopenWhile(randomUUID(), completion);
  });

  test('when the goal was known before', async () => {
    const id = await publishGoal({ version: 2, people: [] });
    await tribe.settled();
    await reopenWhile(
      id,
      'UPDATE goal_outcomes SET achieved_by = ARRAY[$2::uuid], version = 4 WHERE goal_id = $1',
    );
  });
});
