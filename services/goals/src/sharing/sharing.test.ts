import { GoalsReportService } from '@tribe/contracts';
import type { Person } from '@tribe/testing';
import { GoalsWorld } from '../goals-world.test-support';
import { decideAbout } from '../moderation/moderation.test-support';
import { sharedCheckin } from './sharing.test-support';

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

let world: GoalsWorld;
let dissolve: () => Promise<void>;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
  dissolve = await world.partner(world.brian, world.alvin);
});
afterAll(() => world.stop());

const unknown = [404, 'SHARED_ITEM_NOT_FOUND'];
const refusalOf = ({ status, body }: Loose) => [status, body.code];
const react = (person: Person, path: string, emoji = '👏') =>
  person.put(`${path}/reaction`, { emoji });
const say = (person: Person, path: string, content = 'Well done') =>
  person.post(`${path}/comments`, { content });
const reactions = async (person: Person, path: string) =>
  (await person.get(`${path}/reactions`)).body.reactions.map(({ emoji, user }: Loose) => [
    emoji,
    user.id,
  ]);
const comments = async (person: Person, path: string) =>
  (await person.get(`${path}/comments`)).body.comments.map(({ content }: Loose) => content);

describe('reactions', () => {
  test('a user has one, which a second one replaces, with an event per change', async () => {
    const { brian, alvin } = world;
    const { id, path } = await sharedCheckin(world, brian);
    await react(alvin, path, '👏');
    await react(brian, path, '❤️');
    const { status, body } = await react(alvin, path, '🎉');

    expect([status, body]).toMatchObject([
      200,
      { item_type: 'checkin', item_id: id, emoji: '🎉', user: { username: alvin.username } },
    ]);
    world.tribe.clock.advance(1_000);
    expect((await reactions(brian, path)).toSorted()).toEqual(
      [
        ['🎉', alvin.id],
        ['❤️', brian.id],
      ].toSorted(),
    );
    const before = await world.written();
    expect((await react(alvin, path, '🎉')).status).toBe(200);
    expect(await world.written()).toBe(before);
    expect((await alvin.delete(`${path}/reaction`)).status).toBe(204);
    expect((await alvin.delete(`${path}/reaction`)).status).toBe(204);
    await react(alvin, path, '🔥');
    expect(await reactions(alvin, path)).toContainEqual(['🔥', alvin.id]);
    const [row] = await world.rows<{ id: string }>(
      'SELECT id FROM shared_reactions WHERE checkin_id = $1 AND user_id = $2',
      [id, alvin.id],
    );
    expect(
      (await world.eventsOf(row!.id)).map(({ version, data }) => [version, data.emoji]),
    ).toEqual([
      [1, '👏'],
      [2, '🎉'],
      [3, undefined],
      [4, '🔥'],
    ]);
    expect((await world.eventsOf(row!.id))[0]?.data.item).toMatchObject({ id, ownerId: brian.id });
  });

  test('several requests of a user at the same time leave one', async () => {
    const { path } = await sharedCheckin(world, world.brian);
    const emoji = ['👏', '🎉', '❤️', '🔥'];
    const answers = await Promise.all(emoji.map((each) => react(world.alvin, path, each)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await reactions(world.brian, path)).toHaveLength(1);
  });

  test('text that is no emoji, and an unknown kind of item, are refused', async () => {
    const { id, path } = await sharedCheckin(world, world.brian);
    expect((await react(world.alvin, path, 'nice')).status).toBe(422);
    expect((await react(world.alvin, `/api/v1/shared/post/${id}`)).status).toBe(422);
    expect(refusalOf(await react(world.alvin, `/api/v1/shared/reflection/${id}`))).toEqual(unknown);
  });
});

describe('comments', () => {
  test('are listed newest first, edited and deleted by their author only', async () => {
    const { brian, alvin } = world;
    const { path } = await sharedCheckin(world, brian);
    const { status, body: first } = await say(alvin, path, ' Well done\r\nand on ');
    expect([status, first]).toMatchObject([
      201,
      { content: 'Well done\nand on', edited_at: null, user: { id: alvin.id } },
    ]);
    world.tribe.clock.advance(1_000);
    await say(brian, path, 'Thank you');
    const page = await brian.get(`${path}/comments?limit=1`);
    expect(page.body.pagination).toMatchObject({ total: 2, has_more: true });
    const next = await brian.get(
      `${path}/comments?limit=1&cursor=${page.body.pagination.next_cursor}`,
    );
    expect([page, next].map(({ body }) => body.comments[0].content)).toEqual([
      'Thank you',
      'Well done\nand on',
    ]);

    const own = `${path}/comments/${first.id}`;
    const denied = [403, 'PERMISSION_DENIED'];
    expect(refusalOf(await brian.patch(own, { content: 'Mine' }))).toEqual(denied);
    expect(refusalOf(await brian.delete(own))).toEqual(denied);
    const { body: edited } = await alvin.patch(own, { content: 'Great' });
    expect([edited.content, edited.edited_at]).toEqual(['Great', expect.any(String)]);
    const before = await world.written();
    await alvin.patch(own, { content: 'Great' });
    expect(await world.written()).toBe(before);
    expect((await alvin.delete(own)).status).toBe(204);
    expect(refusalOf(await alvin.delete(own))).toEqual([404, 'COMMENT_NOT_FOUND']);
    expect(await comments(alvin, path)).toEqual(['Thank you']);
    expect((await world.eventsOf(first.id)).map(({ name, version }) => [name, version])).toEqual([
      ['SharedItemCommented', 1],
      ['SharedCommentEdited', 2],
      ['SharedCommentDeleted', 3],
    ]);
  });

  test('have 1 to 1,000 characters, and an item has at most 1,000', async () => {
    const { brian, alvin } = world;
    const { id, path } = await sharedCheckin(world, brian);
    for (const content of ['', ' \n ', 'x'.repeat(1_001)])
      expect((await say(alvin, path, content)).status).toBe(422);
    await world.rows(
      `INSERT INTO shared_comments (id, checkin_id, user_id, content, created_at)
       SELECT gen_random_uuid(), $1, $2, 'x', now() FROM generate_series(1, 999)`,
      [id, brian.id],
    );
    const answers = await Promise.all([
      say(alvin, path, 'x'.repeat(1_000)),
      say(brian, path, 'x'.repeat(1_000)),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(answers.flatMap(({ body }) => body.code ?? [])).toEqual(['COMMENT_LIMIT_REACHED']);
  });
});

describe('access', () => {
  test('needs an active partnership with the owner, and an item that is shared and exists', async () => {
    const { brian, alvin, clarie } = world;
    const secret = await sharedCheckin(world, brian, { shared_with_partner: false });
    const open = await sharedCheckin(world, brian);
    const before = await world.written();

    for (const [person, path] of [
      [clarie, open.path],
      [alvin, secret.path],
    ] as const) {
      expect(refusalOf(await react(person, path))).toEqual(unknown);
      expect(refusalOf(await say(person, path))).toEqual(unknown);
      expect(refusalOf(await person.get(`${path}/comments`))).toEqual(unknown);
      expect(refusalOf(await person.get(`${path}/reactions`))).toEqual(unknown);
      expect(refusalOf(await person.delete(`${path}/reaction`))).toEqual(unknown);
    }

    expect(await world.written()).toBe(before);
    await brian.delete(open.checkinPath);
    expect(refusalOf(await react(alvin, open.path))).toEqual(unknown);
    expect(refusalOf(await say(brian, open.path))).toEqual(unknown);
  });

  test('a reflection is private until its author shares it', async () => {
    const { brian, alvin, clarie } = world;
    const created = await brian.post('/api/v1/reflections', { content: 'The mornings work.' });
    const { id, reflection_date_local: date, shared_with_partner } = created.body;
    const path = `/api/v1/shared/reflection/${id}`;
    const listed = async (person: Person) => {
      const { body } = await person.get(`/api/v1/reflections?user_id=${brian.id}`);
      return body.reflections?.map((each: Loose) => each.id) ?? body.code;
    };

    expect(shared_with_partner).toBe(false);
    expect([await listed(brian), await listed(alvin), await listed(clarie)]).toEqual([
      [id],
      [],
      'USER_NOT_FOUND',
    ]);
    expect(refusalOf(await say(alvin, path))).toEqual(unknown);
    await brian.put(`/api/v1/reflections/${date}`, {
      content: 'The mornings work.',
      shared_with_partner: true,
    });
    const kept = await brian.put(`/api/v1/reflections/${date}`, { content: 'They work.' });
    expect(kept.body.shared_with_partner).toBe(true);
    expect(await listed(alvin)).toEqual([id]);
    expect((await say(alvin, path)).status).toBe(201);
    expect((await react(alvin, path)).status).toBe(200);
    expect(await reactions(brian, path)).toEqual([['👏', alvin.id]]);
  });

  test('a block hides the comments and reactions of the two from each other, and keeps the others', async () => {
    const { brian } = world;
    const friends = await Promise.all(['bea', 'ben'].map((name) => world.newFriend(name)));
    const [bea, ben] = [friends[0]!, friends[1]!];
    for (const friend of friends) await world.partner(brian, friend);
    const { path } = await sharedCheckin(world, brian);

    for (const friend of friends) {
      await say(friend, path, friend.username);
      await react(friend, path);
    }

    await world.block(bea, ben);
    const [ofBea, ofBen] = [[bea.username], [ben.username]];
    expect(await comments(bea, path)).toEqual(ofBea);
    expect(await comments(ben, path)).toEqual(ofBen);
    expect((await comments(brian, path)).toSorted()).toEqual([...ofBea, ...ofBen].toSorted());
    expect(await reactions(bea, path)).toEqual([['👏', bea.id]]);
    await world.block(brian, bea);
    expect(refusalOf(await say(bea, path))).toEqual(unknown);
    expect(await comments(brian, path)).toEqual(ofBen);
  });

  test('ends with the partnership; the author may still delete a comment', async () => {
    const { brian, alvin } = world;
    const { path } = await sharedCheckin(world, brian);
    const { body } = await say(alvin, path, 'Before');
    const { body: other } = await say(brian, path, 'Mine');
    await dissolve();
    expect(refusalOf(await say(alvin, path))).toEqual(unknown);
    expect(refusalOf(await alvin.patch(`${path}/comments/${body.id}`, { content: 'x' }))).toEqual(
      unknown,
    );
    expect(refusalOf(await alvin.delete(`${path}/comments/${other.id}`))).toEqual(unknown);
    expect((await alvin.delete(`${path}/comments/${body.id}`)).status).toBe(204);
    expect(await comments(brian, path)).toEqual(['Mine']);
  });
});

test('personal data: an export has the own comments and reactions, and an erasure deletes them', async () => {
  const { brian } = world;
  const gone = await world.newFriend('gone');
  await world.partner(brian, gone);
  const { path } = await sharedCheckin(world, brian);
  const { body } = await say(gone, path, 'My words');
  await say(brian, path, 'Not mine');
  await react(gone, path);
  expect(await world.exportOf(gone, 'shared_comments')).toMatchObject([{ content: 'My words' }]);
  expect(await world.exportOf(gone, 'shared_reactions')).toMatchObject([{ emoji: '👏' }]);

  await world.erase(gone);
  expect(await comments(brian, path)).toEqual(['Not mine']);
  expect(await reactions(brian, path)).toEqual([]);
  expect((await world.eventsOf(body.id)).at(-1)).toMatchObject({
    name: 'SharedCommentDeleted',
    version: 2,
  });
});

describe('a moderator', () => {
  beforeAll(() => world.partner(world.brian, world.clarie));

  const targetFor = async (viewer: Person, targetType: string, targetId: string) => {
    const rpc = (await world.tribe.rpcAs('social-graph')).client(GoalsReportService);
    const question = { targetType, targetId, viewerId: viewer.id };
    return (await rpc.findGoalsReportTarget({ question })).target;
  };

  test('hears of a comment from users who see it, and deletes it once', async () => {
    const { brian, clarie, dorcas } = world;
    const { id, path } = await sharedCheckin(world, brian);
    const { body: comment } = await say(clarie, path, 'Buy now');
    const found = await targetFor(brian, 'comment', comment.id);
    expect(found).toMatchObject({ authorId: clarie.id, excerpt: 'Buy now' });
    expect(await targetFor(clarie, 'checkin', id)).toMatchObject({ authorId: brian.id });
    for (const [type, targetId] of [
      ['comment', comment.id],
      ['checkin', id],
    ])
      expect(await targetFor(dorcas, type, targetId)).toBeUndefined();
    await decideAbout(world, 'comment', comment.id);
    await decideAbout(world, 'comment', comment.id);
    expect(await comments(brian, path)).toEqual([]);
    expect(await world.eventsOf(comment.id)).toHaveLength(2);
  });

  test('removes the note of a check-in, which still counts, and withholds a reflection', async () => {
    const { brian } = world;
    const { id, checkinPath } = await sharedCheckin(world, brian);
    await brian.put(checkinPath, { notes: 'Buy now' });
    await decideAbout(world, 'checkin', id);
    const [row] = await world.rows('SELECT notes, status FROM checkins WHERE id = $1', [id]);
    expect(row).toEqual({ notes: null, status: 'completed' });

    const written = { content: 'Buy now', shared_with_partner: true };
    const { clarie } = world;
    const { body: reflection } = await clarie.post('/api/v1/reflections', written);
    const { lift } = await decideAbout(world, 'reflection', reflection.id);
    const path = `/api/v1/reflections/${reflection.reflection_date_local}`;
    expect((await clarie.get(path)).body).toMatchObject({ shared_with_partner: false });
    expect(refusalOf(await clarie.put(path, written))).toEqual([409, 'REFLECTION_WITHHELD']);
    await lift();
    expect((await clarie.put(path, written)).body).toMatchObject({ shared_with_partner: true });
  });

  test('deletes a public goal, which strangers can report', async () => {
    const goal = await world.trip({ is_public: true });
    expect(await targetFor(world.dorcas, 'goal', goal.id)).toMatchObject({ excerpt: goal.title });
    await decideAbout(world, 'goal', goal.id);
    expect((await world.brian.get(`/api/v1/goals/${goal.id}`)).status).toBe(404);
    expect(await targetFor(world.brian, 'goal', goal.id)).toBeUndefined();
  });
});
