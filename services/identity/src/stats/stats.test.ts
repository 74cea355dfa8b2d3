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
import { eventually, type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

let people = 0;
const newPerson = () => tribe.person(`achiever${++people}`);
const statsOf = async (person: Person) => (await person.get('/api/v1/users/me/stats')).body;
const achieved = async (...persons: Person[]) =>
  Promise.all(persons.map(async (person) => (await statsOf(person)).goals_achieved));

const schemas = {
  completed: GoalCompletedSchema,
  updated: GoalUpdatedSchema,
  left: GoalParticipantRemovedSchema,
  snapshotted: GoalSnapshottedSchema,
} as const;

interface Told {
  id?: string;
  version: number;
  kind?: keyof typeof schemas;
  status?: GoalStatus;
  people: [Person, ParticipantRole][];
}

async function tell({
  id = randomUUID(),
  version,
  kind = 'completed',
  status = GoalStatus.COMPLETED,
  people,
}: Told) {
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

test('a completed goal counts for its creator and members, not for those who watch', async () => {
  const [creator, member, supporter, viewer] = [
    await newPerson(),
    await newPerson(),
    await newPerson(),
    await newPerson(),
  ];
  expect(await statsOf(creator)).toEqual({
    user_id: creator.id,
    goals_achieved: 0,
    photos_shared: 0,
  });
  await tell({
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

test('a goal that is told again, or completed a second time, counts once', async () => {
  const person = await newPerson();
  const id = await tell({ version: 2, people: [[person, CREATOR]] });
  await tell({ id, version: 2, people: [[person, CREATOR]] });
  await tell({ id, version: 2, kind: 'snapshotted', people: [[person, CREATOR]] });
  await tell({ id, version: 5, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([1]);
});

test('a reopened goal counts no longer, and a late event does not bring it back', async () => {
  const person = await newPerson();
  const id = await tell({ version: 2, people: [[person, CREATOR]] });
  await tell({
    id,
    version: 4,
    kind: 'updated',
    status: GoalStatus.ACTIVE,
    people: [[person, CREATOR]],
  });
  await tell({ id, version: 3, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([0]);
  await tell({ id, version: 5, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([1]);
});

test('reopening that is told before the completion it follows leaves nothing', async () => {
  const person = await newPerson();
  const id = await tell({
    version: 3,
    kind: 'updated',
    status: GoalStatus.ACTIVE,
    people: [[person, CREATOR]],
  });
  await tell({ id, version: 2, people: [[person, CREATOR]] });
  await tribe.settled();
  expect(await achieved(person)).toEqual([0]);
});

test('who leaves a completed goal takes nothing along, and a deleted goal counts for nobody', async () => {
  const [creator, member] = [await newPerson(), await newPerson()];
  const id = await tell({
    version: 2,
    people: [
      [creator, CREATOR],
      [member, MEMBER],
    ],
  });
  await tell({ id, version: 3, kind: 'left', people: [[creator, CREATOR]] });
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

test('many goals that end at the same moment are all counted', async () => {
  const [creator, member] = [await newPerson(), await newPerson()];
  const told = Array.from({ length: 40 }, (_, index) =>
    tell({
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
  await Promise.all(told);
  await tribe.settled();
  expect(await achieved(creator, member)).toEqual([40, 40]);
});

test('a goal that is counted while another one of the same person is still being written is not lost', async () => {
  const person = await newPerson();
  const db = await tribe.db('identity');
  await db.query('BEGIN');
  await db.query('SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [person.id]);
  await db.query(
    'INSERT INTO goal_outcomes (goal_id, achieved_by, version) VALUES ($1, ARRAY[$2::uuid], 2)',
    [randomUUID(), person.id],
  );
  await tell({ version: 2, people: [[person, CREATOR]] });
  await eventually(async () => {
    const { rows } = await db.query(
      'SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
    );
    return rows.length > 0;
  });
  await db.query('UPDATE users SET goals_achieved = 1 WHERE id = $1', [person.id]);
  await db.query('COMMIT');
  await tribe.settled();
  expect(await achieved(person)).toEqual([2]);
});
