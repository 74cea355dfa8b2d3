import { UserErasedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block, unblock } from '../block/block.test-support';
import { sendRequest, decline, friendsOf, listed, unfriend } from '../friend/friend.test-support';
import { Tribes } from '../tribe/tribe.test-support';

let tribe: Tribe;
let circle: Tribes;
let brian: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Tribes(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian] = (await circle.people(1)) as [Person];
});

async function erase({ id }: Person): Promise<void> {
  const data = { erasureId: newId(), userId: id };
  await tribe.publishAs(
    'identity',
    eventOf(UserErasedSchema, { entityId: id, entityVersion: 9, data }),
  );
  const sql =
    'SELECT FROM personal_data_erasures WHERE erasure_id = $1 AND finished_at IS NOT NULL';
  await eventually(async () => (await circle.rows(sql, [data.erasureId])).length > 0);
}

/** The past-tense words of the events of an entity, with their versions. */
async function eventsOf(entityId: string): Promise<string[]> {
  const rows = await circle.rows(
    'SELECT subject, entity_version FROM outbox WHERE entity_id = $1 ORDER BY position',
    [entityId],
  );
  return rows.map(
    ({ subject, entity_version }) =>
      `${String(subject).split('.').at(-2)} ${String(entity_version)}`,
  );
}

const left = async (sql: string, value = brian.id) =>
  (await circle.rows(sql, [value]))[0]?.['left'];

test('erasure ends friendships and requests with the event of each', async () => {
  const [alvin, clarie, derrick, elvis] = (await circle.people(4)) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const ended = await circle.befriend(elvis, brian);
  await unfriend(elvis, brian);
  const declined = (await sendRequest(derrick, brian)).body.id;
  await decline(brian, declined);
  const friendship = await circle.befriend(brian, alvin);
  const asked = (await sendRequest(brian, clarie)).body.id;
  await erase(brian);
  expect(await eventsOf(friendship)).toEqual(['requested 1', 'accepted 2', 'ended 3']);
  expect(await eventsOf(asked)).toEqual(['requested 1', 'cancelled 2']);
  expect(await eventsOf(declined)).toEqual(['requested 1', 'declined 2', 'cancelled 3']);
  expect(await eventsOf(ended)).toEqual(['requested 1', 'accepted 2', 'ended 3']);
  expect([
    await friendsOf(alvin),
    await listed(clarie, 'incoming'),
    await listed(derrick, 'outgoing'),
  ]).toEqual([[], [], []]);
  expect(
    await left('SELECT count(*)::int AS left FROM friendships WHERE $1 IN (user_low, user_high)'),
  ).toBe(0);
  expect(
    await left('SELECT count(*)::int AS left FROM friend_request_log WHERE requester_id = $1'),
  ).toBe(0);
});

test('erasure ends more friendships than fit into a batch, with one event each', async () => {
  await circle.rows(
    `INSERT INTO friendships (id, user_low, user_high, requester_id, addressee_id, status, requested_at, accepted_at, version)
     SELECT gen_random_uuid(), least($1::uuid, other), greatest($1::uuid, other), $1, other, 'accepted', now(), now(), 5
       FROM (SELECT gen_random_uuid() AS other FROM generate_series(1, 230)) AS others`,
    [brian.id],
  );
  await erase(brian);
  expect(
    await left('SELECT count(*)::int AS left FROM friendships WHERE $1 IN (user_low, user_high)'),
  ).toBe(0);
  const events = await circle.rows(
    `SELECT count(*)::int AS events, count(DISTINCT entity_id)::int AS friendships, min(entity_version)::int AS version
       FROM outbox WHERE subject = 'tribe.social-graph.friendship.ended.v1' AND entity_version = 6`,
  );
  expect(events).toEqual([{ events: 230, friendships: 230, version: 6 }]);
});

test('erasure deletes blocks and mutes of both sides and publishes the end of active ones', async () => {
  const [alvin, clarie] = (await circle.people(2)) as [Person, Person];
  await block(brian, alvin);
  await block(clarie, brian);
  await unblock(clarie, brian);
  const [derrick] = (await circle.people(1)) as [Person];
  await derrick.post('/api/v1/settings/muted-users', { user_id: brian.id });
  const idOf = async (sql: string) => String((await circle.rows(sql, [brian.id]))[0]?.['id']);
  const blocked = await idOf('SELECT id FROM blocked_users WHERE blocker_id = $1');
  const lifted = await idOf('SELECT id FROM blocked_users WHERE blocked_id = $1');
  const muted = await idOf('SELECT id FROM muted_users WHERE muted_id = $1');
  await erase(brian);
  expect([await eventsOf(blocked), await eventsOf(lifted), await eventsOf(muted)]).toEqual([
    ['added 1', 'removed 2'],
    ['added 1', 'removed 2'],
    ['added 1', 'removed 2'],
  ]);
  expect(
    await left(
      'SELECT count(*)::int AS left FROM blocked_users WHERE $1 IN (blocker_id, blocked_id)',
    ),
  ).toBe(0);
  expect(
    await left('SELECT count(*)::int AS left FROM muted_users WHERE $1 IN (muter_id, muted_id)'),
  ).toBe(0);
});

test.each(['stays', 'left before'])(
  'a group goes on without the id of its erased creator, who %s',
  async (when) => {
    const [alvin, clarie] = (await circle.people(2)) as [Person, Person];
    const runners = await circle.create('group', brian, [alvin], { require_approval: true });
    await runners.join(clarie);
    await runners.approve(brian, await runners.newestRequest(brian));
    if (when === 'left before') await runners.leave(brian);
    await erase(brian);
    expect((await runners.look(alvin)).body).toMatchObject({
      created_by: alvin.id,
      owner_id: alvin.id,
      member_count: 2,
    });
    expect(
      await left(
        'SELECT count(*)::int AS left FROM tribes AS t WHERE t::text LIKE $1',
        `%${brian.id}%`,
      ),
    ).toBe(0);
    expect(
      await left(
        'SELECT count(*)::int AS left FROM tribe_join_requests AS t WHERE t::text LIKE $1',
        `%${brian.id}%`,
      ),
    ).toBe(0);
  },
);
