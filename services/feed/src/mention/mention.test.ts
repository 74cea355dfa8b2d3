import { fromBinary } from '@bufbuild/protobuf';
import { UsersMentionedSchema } from '@tribe/contracts';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

/** Returns the users that are to be notified of a mention in a post or in its comments, in the order of the events. */
async function told(postId: string): Promise<string[]> {
  await world.tribe.settled();
  const rows = await world.rows<{ payload: Buffer }>(
    `SELECT payload FROM outbox WHERE subject = 'tribe.feed.mentions.added.v1' ORDER BY position`,
  );
  return rows
    .map(({ payload }) => fromBinary(UsersMentionedSchema, payload))
    .filter((event) => event.postId === postId)
    .flatMap(({ userIds }) => userIds);
}

async function mentioned(targetId: string): Promise<string[]> {
  await world.tribe.settled();
  const rows = await world.rows<{ id: string }>(
    'SELECT user_id AS id FROM post_mentions WHERE target_id = $1 AND is_current ORDER BY user_id',
    [targetId],
  );
  return rows.map(({ id }) => id);
}

const at = ({ username }: Person) => `@${username}`;
const idsOf = (...people: readonly Person[]) => people.map(({ id }) => id).sort();

test('a post mentions the users in it who see it, and no others', async () => {
  const { brian, alvin, clarie, dorcas } = world;
  const caption = `With ${at(alvin).toUpperCase()}, ${at(clarie)}. Not ${at(dorcas)} or ${at(brian)} or @nobody`;
  const { id } = await world.post(brian, { caption });
  expect(await mentioned(id)).toEqual(idsOf(alvin, clarie));
  expect((await told(id)).sort()).toEqual(idsOf(alvin, clarie));
});

test('a stranger is mentioned in a public post, and not when either has blocked the other', async () => {
  const { brian, dorcas } = world;
  const stranger = await world.tribe.person('foe');
  await world.block(stranger, brian);
  const caption = `${at(dorcas)} ${at(stranger)}`;
  const { id } = await world.post(brian, { caption, visibility: 'public' });
  expect(await told(id)).toEqual([dorcas.id]);
});

test('a private post mentions nobody until it is shown to friends', async () => {
  const { brian, alvin } = world;
  const { id } = await world.post(brian, { caption: at(alvin), visibility: 'private' });
  expect(await told(id)).toEqual([]);
  await brian.put(`${path}/${id}`, { visibility: 'friends' });
  expect(await told(id)).toEqual([alvin.id]);
});

test('a user is notified once of a mention that is removed and written again', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian, { caption: at(alvin) });
  await world.tribe.settled();
  await brian.put(`${path}/${id}`, { caption: `${at(clarie)} came along` });
  expect(await mentioned(id)).toEqual([clarie.id]);
  await brian.put(`${path}/${id}`, { caption: `${at(clarie)} and ${at(alvin)}` });
  expect(await mentioned(id)).toEqual(idsOf(alvin, clarie));
  expect(await told(id)).toEqual([alvin.id, clarie.id]);
});

test('a comment mentions other users who see the post, and not those who are notified of it anyway', async () => {
  const { brian, alvin, clarie, dorcas } = world;
  const { id } = await world.post(brian);
  const content = `${at(brian)} and ${at(clarie)} and ${at(dorcas)}`;
  const { body } = await alvin.post(`${path}/${id}/comments`, { content });
  expect(await mentioned(body.id)).toEqual(idsOf(brian, clarie));
  expect(await told(id)).toEqual([clarie.id]);
  await alvin.delete(`${path}/comments/${body.id}`);
  expect(await mentioned(body.id)).toEqual([]);
});

test('a comment that is edited notifies the users that it did not mention before', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const { body } = await alvin.post(`${path}/${id}/comments`, { content: 'Strong!' });
  await alvin.put(`${path}/comments/${body.id}`, { content: `Strong, ${at(clarie)}!` });
  expect(await told(id)).toEqual([clarie.id]);
});
