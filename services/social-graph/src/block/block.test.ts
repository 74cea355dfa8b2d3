import { randomUUID } from 'node:crypto';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  accept,
  announcePrivacy,
  sendRequest,
  cancel,
  Circle,
  decline,
  friendsOf,
  listed,
  requests,
} from '../friend/friend.test-support';
import { block, blockedBy, blockedUsers, unblock, withoutRequestId } from './block.test-support';

let tribe: Tribe;
let circle: Circle;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph], env: { BLOCK_LIMIT: '5' } });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin] = (await circle.people(2)) as [Person, Person];
});

/** The rows and the events of all blocks. */
async function written(): Promise<unknown> {
  const rows = await circle.rows(
    'SELECT blocker_id, blocked_id, version FROM blocked_users ORDER BY id',
  );
  return [
    rows,
    await circle.rows(`SELECT id FROM outbox WHERE subject LIKE '%.block.%' ORDER BY position`),
  ];
}

describe('blocking', () => {
  test('a block ends a friendship at once, for both', async () => {
    const friendship = await circle.befriend(brian, alvin);
    const { status, body } = await block(brian, alvin, 'He knows why');
    expect(status).toBe(201);
    expect(body).toEqual({
      user_id: alvin.id,
      reason: 'He knows why',
      blocked_at: expect.any(String),
    });
    expect(await friendsOf(brian)).toEqual([]);
    expect(await friendsOf(alvin)).toEqual([]);
    expect(await circle.eventsOf(friendship)).toEqual(['requested', 'accepted', 'ended']);
  });

  test.each([
    ['the blocked user sent', () => [alvin, brian] as const],
    ['the blocker sent', () => [brian, alvin] as const],
  ])('a request that %s disappears from both lists and cannot be answered', async (_, sides) => {
    const [from, to] = sides();
    const { body } = await sendRequest(from, to);
    await block(brian, alvin);
    expect(await listed(from, 'outgoing')).toEqual([]);
    expect(await listed(to, 'incoming')).toEqual([]);
    expect((await accept(to, body.id)).body.code).toBe('FRIEND_REQUEST_NOT_FOUND');
    expect((await decline(to, body.id)).body.code).toBe('FRIEND_REQUEST_NOT_FOUND');
    expect((await cancel(from, body.id)).status).toBe(204);
    expect(await circle.eventsOf(body.id)).toEqual(['requested', 'cancelled']);
  });

  test('a declined request disappears like a pending request', async () => {
    const { body } = await sendRequest(alvin, brian);
    await decline(brian, body.id);
    await block(brian, alvin);
    expect(await listed(alvin, 'outgoing')).toEqual([]);
  });

  test('neither can send the other a request: both get the answer for an unknown user', async () => {
    await block(brian, alvin);
    const unknown = withoutRequestId(await alvin.post(requests, { user_id: randomUUID() }));
    expect(unknown.body).toMatchObject({ code: 'USER_NOT_FOUND' });
    expect(withoutRequestId(await sendRequest(alvin, brian))).toEqual(unknown);
    expect(withoutRequestId(await sendRequest(brian, alvin))).toEqual(unknown);
  });

  test('a blocked user cannot block the blocker and gets the answer for an unknown user', async () => {
    await block(brian, alvin);
    const unknown = withoutRequestId(await block(alvin, { id: randomUUID() }));
    expect(withoutRequestId(await block(alvin, brian))).toEqual(unknown);
    expect(await blockedBy(alvin)).toEqual([]);
  });

  test('blocking again changes nothing and publishes nothing', async () => {
    const first = await block(brian, alvin, 'Once');
    const before = await written();
    const again = await block(brian, alvin, 'Twice');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await written()).toEqual(before);
  });

  test('simultaneous blocks of the same user are one block', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => block(brian, alvin)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(
      await circle.rows('SELECT version FROM blocked_users WHERE blocker_id = $1', [brian.id]),
    ).toEqual([{ version: '1' }]);
  });

  test('a block and a request at the same moment leave no open request', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = (await circle.people(2)) as [Person, Person];
      const [asked] = await Promise.all([sendRequest(b, a), block(a, b)]);
      expect([201, 404]).toContain(asked.status);
      expect(await listed(a, 'incoming')).toEqual([]);
      expect(await listed(b, 'outgoing')).toEqual([]);
    }
  });

  test('the reason is in no event', async () => {
    await block(brian, alvin, 'a very private reason');
    const events = await circle.rows(`SELECT encode(payload, 'escape') AS payload FROM outbox`);
    expect(JSON.stringify(events)).not.toContain('a very private reason');
  });
});

describe('lifting a block', () => {
  test('makes the two visible to each other, without their friendship', async () => {
    await circle.befriend(brian, alvin);
    await block(brian, alvin, 'Gone with the block');
    expect((await unblock(brian, alvin)).status).toBe(204);
    expect(await blockedBy(brian)).toEqual([]);
    expect(await friendsOf(brian)).toEqual([]);
    expect((await sendRequest(alvin, brian)).status).toBe(201);
    const [row] = await circle.rows('SELECT reason FROM blocked_users WHERE blocker_id = $1', [
      brian.id,
    ]);
    expect(row).toEqual({ reason: null });
  });

  test('works for the blocker only, and changes nothing for other users', async () => {
    await block(brian, alvin);
    const before = await written();
    expect((await unblock(alvin, brian)).status).toBe(204);
    expect((await unblock(brian, { id: randomUUID() })).status).toBe(204);
    expect(await written()).toEqual(before);
    expect(await blockedBy(brian)).toEqual([alvin.id]);
  });

  test('events of a block that is lifted and set again have consecutive versions', async () => {
    await block(brian, alvin);
    await unblock(brian, alvin);
    await unblock(brian, alvin);
    await block(brian, alvin);
    const events = await circle.rows(
      `SELECT split_part(subject, '.', 4) AS word, entity_version AS version FROM outbox
        WHERE entity_id = (SELECT id FROM blocked_users WHERE blocker_id = $1) ORDER BY position`,
      [brian.id],
    );
    expect(events.map(({ word, version }) => `${String(word)} ${String(version)}`)).toEqual([
      'added 1',
      'removed 2',
      'added 3',
    ]);
  });
});

describe('the list', () => {
  test('lists the blocked users of the caller, newest first, page by page', async () => {
    const others = await circle.people(3);
    for (const other of others) await block(brian, other);
    const newestFirst = others.map(({ id }) => id).toReversed();
    expect(await blockedBy(brian)).toEqual(newestFirst);
    expect(await blockedBy(brian, '?limit=2&page=2')).toEqual(newestFirst.slice(2));
    const first = await brian.get(`${blockedUsers}?limit=2`);
    expect(first.body.pagination).toMatchObject({ total: 3, total_pages: 2, has_more: true });
    expect(first.body.blocked_users[0].user).toMatchObject({
      id: newestFirst[0],
      username: others[2]?.username,
    });
    expect(await blockedBy(brian, `?limit=2&cursor=${first.body.pagination.next_cursor}`)).toEqual(
      newestFirst.slice(2),
    );
    expect(await blockedBy(others[0] as Person)).toEqual([]);
  });

  test('refuses more than BLOCK_LIMIT users until a block is lifted', async () => {
    const others = await circle.people(6);
    for (const other of others.slice(0, 5)) expect((await block(brian, other)).status).toBe(201);
    expect((await block(brian, others[5] as Person)).body.code).toBe('BLOCK_LIMIT_REACHED');
    expect((await block(brian, others[0] as Person)).status).toBe(201);
    await unblock(brian, others[0] as Person);
    expect((await block(brian, others[5] as Person)).status).toBe(201);
  });
});

describe('refuses and writes nothing', () => {
  test.each([
    [{}, 'VALIDATION_FAILED'],
    [{ user_id: 'alvin' }, 'VALIDATION_FAILED'],
    [{ user_id: randomUUID(), reason: 'x'.repeat(501) }, 'VALIDATION_FAILED'],
    [{ user_id: randomUUID(), extra: true }, 'VALIDATION_FAILED'],
    [{ user_id: randomUUID() }, 'USER_NOT_FOUND'],
  ])('%j', async (body, code) => {
    const before = await written();
    expect((await brian.post(blockedUsers, body)).body.code).toBe(code);
    expect(await written()).toEqual(before);
  });

  test('refuses to block the caller with CANNOT_BLOCK_YOURSELF', async () => {
    expect((await block(brian, brian)).body.code).toBe('CANNOT_BLOCK_YOURSELF');
  });

  test('answers 401 without a token', async () => {
    const stranger = tribe.client();
    expect((await stranger.get(blockedUsers)).status).toBe(401);
    expect((await stranger.post(blockedUsers, { user_id: alvin.id })).status).toBe(401);
    expect((await stranger.delete(`${blockedUsers}/${alvin.id}`)).status).toBe(401);
  });
});

test('leaves out blocked users with closed accounts and does not count them', async () => {
  const [clarie] = (await circle.people(1)) as [Person];
  await block(brian, alvin);
  await block(brian, clarie);
  await announcePrivacy(tribe, clarie, {}, false);
  expect((await brian.get(`${blockedUsers}?limit=1`)).body).toMatchObject({
    blocked_users: [{ user_id: alvin.id }],
    pagination: { total: 1, has_more: false },
  });
});
