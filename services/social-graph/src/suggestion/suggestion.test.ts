import { randomUUID } from 'node:crypto';
import {
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalParticipantRemovedSchema,
  ProfileVisibility,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Transactions } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block, unblock } from '../block/block.test-support';
import { announcePrivacy, sendRequest, unfriend } from '../friend/friend.test-support';
import type { Tx } from '../prisma.service';
import { Tribes } from '../tribe/tribe.test-support';
import { RefreshSuggestionsJob } from './refresh-suggestions.job';
import { eraseSuggestions } from './suggestion.queries';

const path = '/api/v1/friends/suggestions';

let tribe: Tribe;
let circle: Tribes;
/** Brian and Clarie do not know each other; Alvin and Derrick are friends of both. */
let brian: Person;
let alvin: Person;
let clarie: Person;
let derrick: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph], env: { SUGGESTION_BATCH_SIZE: '3' } });
  circle = new Tribes(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin, clarie, derrick] = (await circle.people(4)) as [Person, Person, Person, Person];
  await circle.befriend(alvin, brian);
  await circle.befriend(alvin, clarie);
});

async function suggestedTo(person: Person, query = ''): Promise<string[]> {
  const { body } = await person.get(`${path}${query}`);
  return body.suggestions.map(({ user }: { user: { id: string } }) => user.id);
}

const dismiss = (by: Person, id: string) => by.post(`${path}/${id}/dismiss`, undefined);

/** Publishes a goal with these participants, as goals does. */
async function publishGoal(
  people: readonly { id: string }[],
  goalId: string = randomUUID(),
  version = 1,
): Promise<string> {
  const participants = people.map(({ id }) => ({ userId: id }));
  const data = { goal: { id: goalId, creatorId: people[0]?.id ?? '', title: 'Run', participants } };
  await tribe.publishAs(
    'goals',
    eventOf(GoalCreatedSchema, { entityId: goalId, entityVersion: version, data }),
  );
  await tribe.settled();
  return goalId;
}

describe('suggested users', () => {
  test('friends of friends, with the reason', async () => {
    const { status, body } = await brian.get(path);
    expect(status).toBe(200);
    expect(body).toEqual({
      suggestions: [
        {
          user: {
            id: clarie.id,
            username: clarie.username,
            full_name: clarie.fullName,
            profile_image_url: null,
          },
          reason: 'mutual_friends',
          mutual_friends_count: 1,
          common_goals: 0,
        },
      ],
      pagination: {
        page: 1,
        limit: 20,
        total: 1,
        total_pages: 1,
        has_more: false,
        next_cursor: null,
      },
    });
    expect(await suggestedTo(clarie)).toEqual([brian.id]);
    expect(await suggestedTo(alvin)).toEqual([]);
  });

  test('participants of common goals, before friends of friends, until they leave or the goal is deleted', async () => {
    const [elvis] = (await circle.people(1)) as [Person];
    const goalId = await publishGoal([elvis, brian, alvin]);
    const { body } = await brian.get(path);
    expect(body.suggestions).toMatchObject([
      { user: { id: elvis.id }, reason: 'common_goals', mutual_friends_count: 0, common_goals: 1 },
      { user: { id: clarie.id }, reason: 'mutual_friends' },
    ]);
    const goal = { id: goalId, participants: [{ userId: elvis.id }, { userId: alvin.id }] };
    const left = { entityId: goalId, entityVersion: 2, data: { goal, userId: brian.id } };
    await tribe.publishAs('goals', eventOf(GoalParticipantRemovedSchema, left));
    await tribe.settled();
    expect(await suggestedTo(brian)).toEqual([clarie.id]);
    expect(await suggestedTo(elvis)).toEqual([alvin.id]);
    await tribe.publishAs(
      'goals',
      eventOf(GoalDeletedSchema, { entityId: goalId, entityVersion: 3, data: { goalId } }),
    );
    await publishGoal([elvis, brian, alvin], goalId, 1);
    expect(await suggestedTo(elvis)).toEqual([]);
  });

  test.each(['tribe', 'group', 'team'] as const)(
    'members of the same %s, at once and as long as both are members',
    async (kind) => {
      const [elvis] = (await circle.people(1)) as [Person];
      expect([await suggestedTo(brian), await suggestedTo(elvis)]).toEqual([[clarie.id], []]);
      const runners = await circle.create(kind, elvis, [brian]);
      const { body } = await brian.get(path);
      expect(body.suggestions).toMatchObject([
        { user: { id: elvis.id }, reason: 'same_tribe', mutual_friends_count: 0, common_goals: 0 },
        { user: { id: clarie.id }, reason: 'mutual_friends' },
      ]);
      expect(await suggestedTo(elvis)).toEqual([brian.id]);
      await runners.leave(brian);
      expect([await suggestedTo(brian), await suggestedTo(elvis)]).toEqual([[clarie.id], []]);
      await runners.join(brian);
      expect(await suggestedTo(elvis)).toEqual([brian.id]);
      await runners.remove(elvis, brian);
      expect([await suggestedTo(brian), await suggestedTo(elvis)]).toEqual([[clarie.id], []]);
    },
  );

  test('friends of a new friend, at once', async () => {
    expect(await suggestedTo(brian)).toEqual([clarie.id]);
    const [elvis] = (await circle.people(1)) as [Person];
    await circle.befriend(alvin, derrick);
    await circle.befriend(derrick, elvis);
    await circle.befriend(brian, derrick);
    expect(new Set(await suggestedTo(brian))).toEqual(new Set([clarie.id, elvis.id]));
  });

  test('lists every suggestion once, by cursor and by number', async () => {
    const others = await circle.people(4);
    for (const other of others) await circle.befriend(alvin, other);
    const everyone = new Set([clarie.id, ...others.map(({ id }) => id)]);
    // The first read of Brian computes his suggestions.
    const first = await brian.get(`${path}?limit=2`);
    const walked = first.body.suggestions.map(({ user }: { user: { id: string } }) => user.id);
    expect(first.body.pagination).toMatchObject({ total: 5, total_pages: 3, has_more: true });
    const second = await suggestedTo(
      brian,
      `?limit=10&cursor=${first.body.pagination.next_cursor}`,
    );
    expect(new Set([...walked, ...second])).toEqual(everyone);
    expect([...walked, ...second]).toHaveLength(5);
    expect(await suggestedTo(brian, '?limit=2&page=2')).toEqual(second.slice(0, 2));
  });
});

describe('users who are not suggested', () => {
  test('dismissed users, also after suggestions are computed again', async () => {
    await suggestedTo(brian);
    expect((await dismiss(brian, clarie.id)).status).toBe(204);
    expect(await suggestedTo(brian)).toEqual([]);
    await circle.befriend(alvin, derrick);
    await circle.befriend(brian, derrick);
    await circle.befriend(clarie, derrick);
    expect(await suggestedTo(brian)).toEqual([]);
    expect(await suggestedTo(clarie)).toEqual([brian.id]);
  });

  test('dismissed users make room for other suggestions', async () => {
    const dismissed = Array.from({ length: 50 }, () => ({ id: randomUUID() }));
    await publishGoal([alvin, brian, ...dismissed]);
    await circle.rows(
      `INSERT INTO friend_suggestions (user_id, suggested_user_id, score, reason, common_goals, dismissed, refreshed_at)
       SELECT $1, id, 3, 'common_goals', 1, true, now() FROM unnest($2::uuid[]) AS f (id)`,
      [brian.id, dismissed.map(({ id }) => id)],
    );
    expect(await suggestedTo(brian)).toEqual([clarie.id]);
  });

  test('addressees of requests, requesters, and friends of an ended friendship', async () => {
    await sendRequest(brian, clarie);
    expect([await suggestedTo(brian), await suggestedTo(clarie)]).toEqual([[], []]);
    await circle.befriend(alvin, derrick);
    await circle.befriend(brian, derrick);
    await unfriend(brian, derrick);
    expect(await suggestedTo(brian)).toEqual([]);
  });

  test('friends of a friend whose friendship a block ended', async () => {
    expect(await suggestedTo(brian)).toEqual([clarie.id]);
    await block(alvin, brian);
    expect(await suggestedTo(brian)).toEqual([]);
  });

  test('users hidden from each other, at once', async () => {
    expect([await suggestedTo(brian), await suggestedTo(clarie)]).toEqual([
      [clarie.id],
      [brian.id],
    ]);
    await block(clarie, brian);
    expect([await suggestedTo(brian), await suggestedTo(clarie)]).toEqual([[], []]);
    await unblock(clarie, brian);
    expect(await suggestedTo(brian)).toEqual([clarie.id]);
  });

  test.each([
    ['does not appear in suggestions', { appearInSuggestions: false }, true],
    ['has a private profile', { profileVisibility: ProfileVisibility.PRIVATE }, true],
    ['has a closed account', {}, false],
  ])('a user who %s, at once', async (_, privacy, isActive) => {
    expect(await suggestedTo(brian)).toEqual([clarie.id]);
    await announcePrivacy(tribe, clarie, privacy, isActive);
    expect(await suggestedTo(brian)).toEqual([]);
  });

  test('dismissing with an Idempotency-Key is 204 each time', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const dismissOnce = () => brian.post(`${path}/${clarie.id}/dismiss`, undefined, { headers });
    expect([(await dismissOnce()).status, (await dismissOnce()).status]).toEqual([204, 204]);
  });

  test('dismissing a user who was not suggested is 204 and changes nothing', async () => {
    const before = await circle.rows('SELECT count(*) FROM friend_suggestions');
    expect([
      (await dismiss(brian, randomUUID())).status,
      (await dismiss(brian, brian.id)).status,
    ]).toEqual([204, 204]);
    expect(await circle.rows('SELECT count(*) FROM friend_suggestions')).toEqual(before);
  });
});

test('the nightly job computes the suggestions of every user in batches', async () => {
  await circle.rows('DELETE FROM friend_suggestions');
  await circle.rows('DELETE FROM suggestion_refreshes');
  await tribe
    .service('social-graph')
    .app.get(RefreshSuggestionsJob, { strict: false })
    .run(new Date());
  const missing = () =>
    circle.rows(
      `SELECT user_id FROM user_cards
        WHERE is_active AND user_id NOT IN (SELECT user_id FROM suggestion_refreshes)`,
    );
  // On a busy machine, a batch may be retried.
  await eventually(async () => expect(await missing()).toEqual([]));
  expect(
    await circle.rows('SELECT suggested_user_id FROM friend_suggestions WHERE user_id = $1', [
      brian.id,
    ]),
  ).toEqual([{ suggested_user_id: clarie.id }]);
});

test('erasing a user deletes the suggestions to and of the user', async () => {
  await publishGoal([brian, alvin]);
  expect([await suggestedTo(brian), await suggestedTo(clarie)]).toEqual([[clarie.id], [brian.id]]);
  const transactions = tribe
    .service('social-graph')
    .app.get<Transactions<Tx>>(Transactions, { strict: false });
  expect(await transactions.run((tx) => eraseSuggestions(tx, brian.id, 100))).toBe(2);
  const left = `SELECT (SELECT count(*) FROM friend_suggestions WHERE $1 IN (user_id, suggested_user_id))
                     + (SELECT count(*) FROM suggestion_refreshes WHERE user_id = $1)
                     + (SELECT count(*) FROM goal_members WHERE user_id = $1) AS rows`;
  expect(await circle.rows(left, [brian.id])).toEqual([{ rows: '0' }]);
});

test('simultaneous reads get the same list', async () => {
  const lists = await Promise.all(Array.from({ length: 10 }, () => suggestedTo(brian)));
  for (const list of lists) expect([[clarie.id], []]).toContainEqual(list);
  expect(await suggestedTo(brian)).toEqual([clarie.id]);
});

test('refuses invalid input with 422 and requests without a token with 401', async () => {
  expect((await brian.get(`${path}?limit=0`)).body.code).toBe('VALIDATION_FAILED');
  expect((await brian.get(`${path}?cursor=none`)).body.code).toBe('CURSOR_INVALID');
  expect((await dismiss(brian, 'nobody')).body.code).toBe('VALIDATION_FAILED');
  expect((await tribe.client().get(path)).status).toBe(401);
});
