import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipStatus,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId, Transactions } from '@tribe/service-kit';
import { eventually, type Person } from '@tribe/testing';
import { SystemDiary } from '../checkin/checkin.test-support';
import { GoalsWorld } from '../goals-world.test-support';
import type { Tx } from '../prisma.service';
import { achievementCriteria } from './achievement-criteria';
import type { AchievementFact } from './achievement-facts.rules';
import { Awards } from './awards';
import { BackfillAchievementsJob } from './backfill-achievements.job';

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
});
afterAll(() => world.stop());

async function earned(person: Person): Promise<string[]> {
  await world.tribe.settled();
  const { body } = await person.get('/api/v1/achievements');
  return body.achievements
    .filter((each: Loose) => each.earned_at !== null)
    .map(({ code }: Loose) => code)
    .toSorted();
}

/** The codes of the achievements in the events about a user. */
async function announced({ id }: Person): Promise<string[]> {
  await world.tribe.settled();
  const awards = await world.rows<{ id: string }>(
    'SELECT id FROM user_achievements WHERE user_id = $1 ORDER BY id',
    [id],
  );
  const events = await Promise.all(awards.map((award) => world.eventsOf(award.id)));
  return events.flat().map(({ data }) => data.achievement.code);
}

test('there are 25 achievements with valid rules', async () => {
  const rules = await world.rows<{ criteria: unknown; points: number; category: string }>(
    'SELECT criteria, points, category FROM achievements',
  );
  expect(rules).toHaveLength(25);
  for (const { criteria } of rules)
    expect(achievementCriteria.safeParse(criteria).success).toBe(true);
  const { body } = await world.dorcas.get('/api/v1/achievements');
  expect(body).toMatchObject({ total_points: 0 });
  expect(body.achievements).toHaveLength(25);
});

test('check-ins earn achievements once, each with an event and its points', async () => {
  const owner = await world.newFriend('walker');
  const diary = await SystemDiary.open(world, owner, 12);
  for (let daysAgo = 11; daysAgo >= 5; daysAgo--) await diary.checkIn(daysAgo);
  expect(await earned(owner)).toEqual(['first_checkin', 'streak_7']);
  for (let daysAgo = 4; daysAgo >= 2; daysAgo--) await diary.checkIn(daysAgo);
  expect(await earned(owner)).toEqual(['checkins_10', 'first_checkin', 'streak_7']);
  expect((await owner.get('/api/v1/achievements')).body.total_points).toBe(60);
  expect((await announced(owner)).toSorted()).toEqual(['checkins_10', 'first_checkin', 'streak_7']);
});

test('simultaneous check-ins earn what only all of them together complete', async () => {
  const owner = await world.newFriend('runner');
  const diary = await SystemDiary.open(world, owner, 12);
  await Promise.all(Array.from({ length: 10 }, () => diary.checkIn(1)));
  expect(await earned(owner)).toEqual(['checkins_10', 'first_checkin']);
});

describe('facts', () => {
  const factOf = (userId: string, fields: Partial<AchievementFact> = {}): AchievementFact => {
    const at = world.tribe.clock.now();
    const day = at.toISOString().slice(0, 10);
    const ids = { userId, sourceId: newId(), itemId: newId() };
    return {
      ...ids,
      kind: 'goal_completed',
      day,
      at,
      value: 1,
      isActive: true,
      version: 2n,
      ...fields,
    };
  };
  const record = (
    facts: AchievementFact[],
    after: () => Promise<unknown> = () => Promise.resolve(),
  ) => {
    const { app } = world.tribe.service('goals');
    const transactions = app.get<Transactions<Tx>>(Transactions, { strict: false });
    return transactions.run(async (tx) => {
      await app.get(Awards, { strict: false }).record(tx, facts);
      await after();
    });
  };

  test('of two transactions at the same time are counted together', async () => {
    const { id } = await world.tribe.person('racer');
    await record([1, 2, 3].map(() => factOf(id)));
    let isOther = false;
    const { promise: first, resolve: isRecorded } = Promise.withResolvers<void>();

    const isWaiting = async () => {
      const waiting = await world.rows(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
      );
      return isOther || waiting.length > 0;
    };

    const one = record([factOf(id)], async () => {
      isRecorded();
      await eventually(isWaiting);
    });

    await first;
    await record([factOf(id)]).then(() => (isOther = true));
    await one;
    const codes = await world.rows<{ code: string }>(
      `SELECT code FROM user_achievements JOIN achievements a ON a.id = achievement_id WHERE user_id = $1`,
      [id],
    );
    expect(codes.map(({ code }) => code).toSorted()).toEqual([
      'goal_completed_1',
      'goal_completed_5',
    ]);
  });

  test('that are older than the stored state change nothing', async () => {
    const { id } = await world.tribe.person('stale');
    const fact = factOf(id, { version: 3n });
    await record([fact]);
    await record([{ ...fact, isActive: false, version: 2n }]);
    const rows = await world.rows('SELECT is_active FROM achievement_facts WHERE user_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ is_active: true }]);
  });
});

test('check-ins that are skipped or deleted do not count, and an award is kept', async () => {
  const owner = await world.newFriend('skipper');
  const diary = await SystemDiary.open(world, owner, 12);
  await diary.checkIn(2, { status: 'skipped' });
  expect(await earned(owner)).toEqual([]);
  const { body } = await diary.checkIn(1);
  expect(await earned(owner)).toEqual(['first_checkin']);
  await owner.delete(`${diary.path}/checkins/${body.id}`);
  for (let count = 0; count < 9; count++) await diary.checkIn(3);
  expect(await earned(owner)).toEqual(['first_checkin']);
  await diary.checkIn(4);
  expect(await earned(owner)).toEqual(['checkins_10', 'first_checkin']);
});

test('goals, contributions, reflections, verifications, friends and partners count', async () => {
  const [owner, member, friend] = await Promise.all(
    ['olga', 'mona', 'fred'].map((name) => world.tribe.person(name)),
  );
  for (const other of [member!, friend!]) await world.tribe.befriend(owner!, other);
  await world.tribe.settled();
  const goal = await world.newGoal(owner!, {
    goal_type: 'group',
    target_amount: 10,
    participant_ids: [member!.id, friend!.id],
  });
  const path = `/api/v1/goals/${goal.id}`;
  await member!.post(`${path}/contributions`, { amount: 10 });
  await owner!.post(`${path}/complete`);
  await owner!.post('/api/v1/reflections', { content: 'Done' });
  await world.partner(owner!, member!);
  const diary = await SystemDiary.open(world, owner!, 1, { verification_required: true });
  const { body } = await diary.checkIn(0);
  await member!.post(`${diary.path}/checkins/${body.id}/verify`);

  expect(await earned(owner!)).toEqual([
    'first_checkin',
    'first_goal',
    'first_partner',
    'first_reflection',
    'goal_completed_1',
    'goal_together',
  ]);
  expect(await earned(member!)).toEqual([
    'first_contribution',
    'first_partner',
    'first_verification',
    'goal_completed_1',
    'goal_together',
  ]);
  expect(await earned(friend!)).toEqual(['goal_completed_1', 'goal_together']);
});

test('five friends are five friendships that last', async () => {
  const person = await world.tribe.person('sociable');
  const befriend = async () => {
    const at = timestampFromDate(world.tribe.clock.now());
    const pair = { id: newId(), requesterId: person.id, addresseeId: newId() };
    const friendship = {
      ...pair,
      status: FriendshipStatus.ACCEPTED,
      requestedAt: at,
      acceptedAt: at,
    };
    const init = { entityId: friendship.id, entityVersion: 2, data: { friendship } };
    await world.tribe.publishAs('social-graph', eventOf(FriendshipAcceptedSchema, init));
    await world.tribe.settled();
    return friendship;
  };
  const { acceptedAt: _, ...first } = await befriend();
  const ended = { ...first, status: FriendshipStatus.ENDED };
  const init = { entityId: first.id, entityVersion: 3, data: { friendship: ended } };
  await world.tribe.publishAs('social-graph', eventOf(FriendshipEndedSchema, init));
  for (let count = 0; count < 4; count++) await befriend();
  expect(await earned(person)).toEqual([]);
  await befriend();
  expect(await earned(person)).toEqual(['friends_5']);
});

test('a replay of all events awards nothing twice, and announces nothing again', async () => {
  const owner = await world.newFriend('rerun');
  const diary = await SystemDiary.open(world, owner, 2);
  await diary.checkIn(1);
  expect(await announced(owner)).toEqual(['first_checkin']);
  const before = await world.rows('SELECT id FROM user_achievements ORDER BY id');
  await world.rows(`DELETE FROM inbox WHERE durable LIKE 'goals-achievements-%'`);
  await world.rows('DELETE FROM achievement_facts WHERE user_id = $1', [owner.id]);
  await world.tribe.nats.wipe();
  await world.tribe.settled();
  await eventually(async () =>
    expect(
      await world.rows('SELECT FROM achievement_facts WHERE user_id = $1', [owner.id]),
    ).not.toHaveLength(0),
  );
  expect(await world.rows('SELECT id FROM user_achievements ORDER BY id')).toEqual(before);
  expect(await announced(owner)).toEqual(['first_checkin']);
});

describe('a new rule', () => {
  const addRule = (code: string, criteria: object) =>
    world.rows(
      `INSERT INTO achievements (id, code, name, description, category, points, criteria, created_at)
       VALUES ($1, $2, $2, 'new', 'habits', 5, $3, now())`,
      [newId(), code, JSON.stringify(criteria)],
    );
  const backfill = async () => {
    const job = world.tribe.service('goals').app.get(BackfillAchievementsJob, { strict: false });
    await eventually(async () => {
      await job.run();
      await world.tribe.settled();
      const open = await world.rows(
        'SELECT FROM achievements WHERE is_active AND backfilled_at IS NULL',
      );
      return open.length === 0;
    });
  };

  test('is awarded to users who met it before, once', async () => {
    const [owner, other] = [await world.newFriend('early'), await world.newFriend('late')];
    const diary = await SystemDiary.open(world, owner, 20);
    for (const daysAgo of [19, 18, 17, 3]) await diary.checkIn(daysAgo);
    const scattered = await SystemDiary.open(world, other, 20);
    for (const daysAgo of [19, 11, 3]) await scattered.checkIn(daysAgo);
    await world.tribe.settled();
    await addRule('three_in_a_week', {
      operator: 'distinct',
      kind: 'checkin',
      of: 'day',
      at_least: 3,
      within_days: 7,
    });
    await backfill();
    expect(await earned(owner)).toContain('three_in_a_week');
    expect(await earned(other)).not.toContain('three_in_a_week');
    const told = await announced(owner);
    await world.rows(`UPDATE achievements SET backfilled_at = NULL WHERE code = 'three_in_a_week'`);
    await world.rows(`DELETE FROM due_jobs WHERE kind = 'backfill-achievement-v1'`);
    await backfill();
    expect(await announced(owner)).toEqual(told);
    await scattered.checkIn(10);
    await scattered.checkIn(9);
    expect(await earned(other)).toContain('three_in_a_week');
  });

  test('that is invalid awards nothing and does not stop the others', async () => {
    await addRule('broken', { operator: 'count', kind: 'checkin', at_least: 0 });
    await backfill();
    const owner = await world.newFriend('unlucky');
    const diary = await SystemDiary.open(world, owner, 2);
    await diary.checkIn(1);
    expect(await earned(owner)).toEqual(['first_checkin']);
    await world.rows(`DELETE FROM achievements WHERE code = 'broken'`);
  });
});

test('the achievements of a user are visible to callers who may see the profile', async () => {
  const owner = await world.newFriend('modest');
  const diary = await SystemDiary.open(world, owner, 2);
  await diary.checkIn(1);
  await owner.post('/api/v1/reflections', { content: 'Done' });
  await world.tribe.settled();
  const path = `/api/v1/users/${owner.id}/achievements`;
  const { body } = await world.brian.get(`${path}?limit=1`);
  expect(body).toMatchObject({ total_points: 20, pagination: { total: 2, has_more: true } });
  const rest = await world.brian.get(`${path}?limit=1&cursor=${body.pagination.next_cursor}`);
  const codes = [body, rest.body].map(({ achievements }) => achievements[0].code);
  expect(codes.toSorted()).toEqual(['first_checkin', 'first_reflection']);
  await world.hideProfile(owner);
  expect((await world.dorcas.get(path)).body.code).toBe('USER_NOT_FOUND');
  expect((await world.brian.get(path)).status).toBe(200);
  await world.block(owner, world.brian);
  expect((await world.brian.get(path)).body.code).toBe('USER_NOT_FOUND');
});

test('personal data: an export names the achievements, and an erasure deletes them', async () => {
  const gone = await world.newFriend('goner');
  const diary = await SystemDiary.open(world, gone, 2);
  await diary.checkIn(1);
  await world.tribe.settled();
  expect(await world.exportOf(gone, 'achievements')).toMatchObject([
    { achievement: { code: 'first_checkin', points: 10 } },
  ]);
  await world.erase(gone);
  // An event that arrives late.
  await world.partner(world.brian, gone);
  await world.tribe.settled();
  for (const table of ['user_achievements', 'achievement_facts'])
    expect(await world.rows(`SELECT FROM ${table} WHERE user_id = $1`, [gone.id])).toEqual([]);
});
