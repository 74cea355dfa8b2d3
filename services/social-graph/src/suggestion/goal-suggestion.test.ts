import { randomUUID } from 'node:crypto';
import {
  GoalCompletedSchema,
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalSnapshottedSchema,
  GoalStatus,
  GoalUpdatedSchema,
  ParticipantRole,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block } from '../block/block.test-support';
import { announcePrivacy, Circle, unfriend } from '../friend/friend.test-support';

const path = '/api/v1/friends/suggestions/goals';

let tribe: Tribe;
let circle: Circle;
/** Alvin and Clarie are friends of Brian; Derrick is a stranger to him. */
let brian: Person;
let alvin: Person;
let clarie: Person;
let derrick: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin, clarie, derrick] = (await circle.people(4)) as [Person, Person, Person, Person];
  await circle.befriend(brian, alvin);
  await circle.befriend(brian, clarie);
});

interface GoalFields {
  readonly category?: string;
  readonly isPublic?: boolean;
  readonly isArchived?: boolean;
  readonly status?: GoalStatus;
  readonly with?: readonly [Person, ParticipantRole][];
}

/** A goal as the events of goals carry it. */
function goalOf(creator: Person, id: string, more: GoalFields) {
  const {
    category = 'fitness',
    isPublic = true,
    isArchived = false,
    status = GoalStatus.ACTIVE,
  } = more;
  const others = more.with ?? [];
  const participants = [
    { userId: creator.id, role: ParticipantRole.CREATOR },
    ...others.map(([{ id: userId }, role]) => ({ userId, role })),
  ];
  return {
    id,
    creatorId: creator.id,
    title: 'A goal',
    category,
    isPublic,
    isArchived,
    status,
    participants,
  };
}

async function pursue(creator: Person, more: GoalFields = {}): Promise<string> {
  const id = randomUUID();
  const data = { goal: goalOf(creator, id, more) };
  await tribe.publishAs(
    'goals',
    eventOf(GoalCreatedSchema, { entityId: id, entityVersion: 1, data }),
  );
  await tribe.settled();
  return id;
}

async function publishGoal(
  schema: typeof GoalUpdatedSchema,
  creator: Person,
  id: string,
  version: number,
  more: GoalFields,
) {
  const data = { goal: goalOf(creator, id, more) };
  await tribe.publishAs('goals', eventOf(schema, { entityId: id, entityVersion: version, data }));
  await tribe.settled();
}

/** The suggested categories, with the friends of each. */
async function suggestedTo(person: Person, query = ''): Promise<[string, string[]][]> {
  const { body } = await person.get(`${path}${query}`);
  return body.suggestions.map(
    ({ category, friends }: { category: string; friends: { id: string }[] }) => [
      category,
      friends.map(({ id }) => id),
    ],
  );
}

describe('suggested categories', () => {
  test('categories that the caller and friends pursue separately, newest friendships first', async () => {
    await pursue(brian, { category: 'Fitness', isPublic: false });
    await pursue(alvin, { category: 'fitness ' });
    await pursue(clarie);
    await pursue(clarie);
    await pursue(derrick);
    const { status, body } = await brian.get(path);
    const cardOf = ({ id, username, fullName }: Person) => ({
      id,
      username,
      full_name: fullName,
      profile_image_url: null,
    });
    expect([status, body]).toEqual([
      200,
      {
        suggestions: [
          {
            category: 'Fitness',
            friends: [cardOf(clarie), cardOf(alvin)],
            friends_count: 2,
            reason: 'same_category',
          },
        ],
      },
    ]);
    expect(await suggestedTo(derrick)).toEqual([]);
  });

  test('the category of most friends first, up to the limit, with at most five friends', async () => {
    const others = await circle.people(4);
    for (const other of others) {
      await circle.befriend(brian, other);
      await pursue(other, { category: 'saving' });
    }
    for (const friend of [alvin, clarie]) await pursue(friend, { category: 'saving' });
    await pursue(alvin, { category: 'reading' });
    for (const category of ['reading', 'saving', 'alone']) await pursue(brian, { category });
    const newest = [...others.toReversed(), clarie].map(({ id }) => id);
    expect(await suggestedTo(brian)).toEqual([
      ['saving', newest],
      ['reading', [alvin.id]],
    ]);
    expect((await brian.get(path)).body.suggestions[0].friends_count).toBe(6);
    expect(await suggestedTo(brian, '?limit=1')).toEqual([['saving', newest]]);
  });

  test('counts members of a goal, but no supporters and viewers', async () => {
    await pursue(derrick, { with: [[brian, ParticipantRole.MEMBER]] });
    await pursue(derrick, { with: [[alvin, ParticipantRole.MEMBER]] });
    await pursue(derrick, {
      with: [[clarie, ParticipantRole.SUPPORTER]],
    });
    expect(await suggestedTo(brian)).toEqual([['fitness', [alvin.id]]]);
    expect(await suggestedTo(clarie)).toEqual([]);
  });
});

describe('categories that are not suggested', () => {
  test('those of private goals of friends, until they are public', async () => {
    await pursue(brian);
    const id = await pursue(alvin, { isPublic: false });
    expect(await suggestedTo(brian)).toEqual([]);
    await publishGoal(GoalUpdatedSchema, alvin, id, 2, { isPublic: true });
    expect(await suggestedTo(brian)).toEqual([['fitness', [alvin.id]]]);
    await publishGoal(GoalUpdatedSchema, alvin, id, 3, { isPublic: false });
    await publishGoal(GoalUpdatedSchema, alvin, id, 2, { isPublic: true });
    expect(await suggestedTo(brian)).toEqual([]);
  });

  test.each([
    ['completed', { status: GoalStatus.COMPLETED }],
    ['cancelled', { status: GoalStatus.CANCELLED }],
    ['archived', { isArchived: true }],
  ])('those of goals that are %s, on either side', async (_, over) => {
    const [own, theirs] = [await pursue(brian), await pursue(alvin)];
    await publishGoal(GoalUpdatedSchema, alvin, theirs, 2, over);
    expect(await suggestedTo(brian)).toEqual([]);
    await publishGoal(GoalUpdatedSchema, alvin, theirs, 3, {});
    expect(await suggestedTo(brian)).toEqual([['fitness', [alvin.id]]]);
    await publishGoal(GoalUpdatedSchema, brian, own, 2, over);
    expect(await suggestedTo(brian)).toEqual([]);
  });

  test('those of goals that were just completed or deleted', async () => {
    await pursue(brian);
    const [first, second] = [await pursue(alvin), await pursue(clarie)];
    const done = { goal: goalOf(alvin, first, { status: GoalStatus.COMPLETED }) };
    await tribe.publishAs(
      'goals',
      eventOf(GoalCompletedSchema, { entityId: first, entityVersion: 2, data: done }),
    );
    const gone = { entityId: second, entityVersion: 2, data: { goalId: second } };
    await tribe.publishAs('goals', eventOf(GoalDeletedSchema, gone));
    await tribe.settled();
    expect(await suggestedTo(brian)).toEqual([]);
  });

  test('those of goals that the two share', async () => {
    await pursue(brian, { with: [[alvin, ParticipantRole.MEMBER]] });
    await pursue(alvin);
    await pursue(clarie);
    expect(await suggestedTo(brian)).toEqual([['fitness', [clarie.id]]]);
    expect(await suggestedTo(alvin)).toEqual([]);
  });

  test('those of public goals of a hidden creator', async () => {
    await pursue(brian);
    await pursue(derrick, { with: [[alvin, ParticipantRole.MEMBER]] });
    expect(await suggestedTo(brian)).toEqual([['fitness', [alvin.id]]]);
    await block(derrick, brian);
    expect(await suggestedTo(brian)).toEqual([]);
  });

  test('those of friends who are hidden, muted, no longer friends, closed accounts or not to be suggested', async () => {
    const [elvis, fiona] = (await circle.people(2)) as [Person, Person];
    const [george, hanna] = (await circle.people(2)) as [Person, Person];
    for (const friend of [elvis, fiona, george, hanna]) await circle.befriend(brian, friend);
    for (const person of [brian, alvin, clarie, elvis, fiona, george, hanna]) await pursue(person);
    await block(brian, alvin);
    await brian.post('/api/v1/settings/muted-users', { user_id: clarie.id });
    await unfriend(elvis, brian);
    await announcePrivacy(tribe, fiona, {}, false);
    await announcePrivacy(tribe, george, { appearInSuggestions: false });
    const { body } = await brian.get(path);
    expect(body.suggestions).toMatchObject([{ friends: [{ id: hanna.id }], friends_count: 1 }]);
  });
});

test('a replay fills in goals whose stored state is incomplete', async () => {
  await pursue(brian);
  const id = await pursue(alvin);
  await circle.rows(
    'UPDATE known_goals SET category = NULL, is_public = false, is_open = false WHERE goal_id = $1',
    [id],
  );
  await circle.rows('UPDATE goal_members SET role = NULL WHERE goal_id = $1', [id]);
  expect(await suggestedTo(brian)).toEqual([]);
  const data = { goal: goalOf(alvin, id, {}) };
  await tribe.publishAs(
    'goals',
    eventOf(GoalSnapshottedSchema, { entityId: id, entityVersion: 1, data }),
  );
  await tribe.settled();
  expect(await suggestedTo(brian)).toEqual([['fitness', [alvin.id]]]);
});

test('an event replaces members that the transaction of an older event writes at the same time', async () => {
  const id = await pursue(brian);
  // The replay of a dead letter may run beside a newer event while another replica takes the durable over.
  await circle.rows('BEGIN');
  await circle.rows('UPDATE known_goals SET version = 2 WHERE goal_id = $1', [id]);
  await circle.rows('INSERT INTO goal_members (goal_id, user_id, role) VALUES ($1, $2, $3)', [
    id,
    alvin.id,
    'member',
  ]);
  const data = { goal: goalOf(brian, id, {}) };
  await tribe.publishAs(
    'goals',
    eventOf(GoalUpdatedSchema, { entityId: id, entityVersion: 3, data }),
  );
  await circle.untilBlocked();
  await circle.rows('COMMIT');
  await tribe.settled();
  expect(await circle.rows('SELECT user_id FROM goal_members WHERE goal_id = $1', [id])).toEqual([
    { user_id: brian.id },
  ]);
});

test('refuses invalid input with 422 and requests without a token with 401', async () => {
  for (const limit of ['0', '11', 'many'])
    expect((await brian.get(`${path}?limit=${limit}`)).body.code).toBe('VALIDATION_FAILED');
  expect((await tribe.client().get(path)).status).toBe(401);
});
