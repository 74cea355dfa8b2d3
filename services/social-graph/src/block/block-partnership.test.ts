import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  act,
  change,
  invite,
  inviteAgain,
  listed,
  look,
  Partners,
  startEmailDirectory,
} from '../partnership/partnership.test-support';
import { block, unblock } from './block.test-support';

let tribe: Tribe;
let partners: Partners;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
  await startEmailDirectory(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin] = (await partners.friends(2)) as [Person, Person];
});

test('a block dissolves the partnership, and the event names no user', async () => {
  const id = await partners.pair(brian, alvin);
  await block(alvin, brian);
  expect((await partners.row(id)).status).toBe('dissolved');
  expect(await partners.eventsOf(id)).toEqual(['invited', 'activated', 'dissolved']);
  expect(await partners.lastEventOf(id)).not.toHaveProperty('dissolvedBy');
  expect(await partners.duosOf(brian)).toBe(0);
});

test('the partnership is 404 PARTNERSHIP_NOT_FOUND for both', async () => {
  const id = await partners.pair(brian, alvin);
  await block(alvin, brian);
  for (const person of [brian, alvin]) {
    expect(await listed(person)).toEqual([]);
    expect((await person.get('/api/v1/partnerships')).body.pagination.total).toBe(0);
    for (const answer of [
      await look(person, id),
      await act(person, id, 'dissolve'),
      await act(person, id, 'resume'),
      await change(person, id, { name: 'Ours' }),
      await inviteAgain(person, id, { email: 'somebody@example.com' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'PARTNERSHIP_NOT_FOUND']);
  }
});

test.each([
  ['the blocker sent', () => [alvin, brian] as const, 'dissolved'],
  ['the blocked user sent', () => [brian, alvin] as const, 'declined'],
])('an invitation that %s is not listed and cannot be answered', async (_, sides, status) => {
  const [from, to] = sides();
  const { body } = await invite(from, { user_id: to.id });
  await block(alvin, brian);
  expect((await partners.row(body.id)).status).toBe(status);
  expect([await listed(from), await listed(to)]).toEqual([[], []]);
  expect((await act(to, body.id, 'accept')).body.code).toBe('PARTNERSHIP_NOT_FOUND');
});

test('the dissolved partnership is listed again when the block is lifted', async () => {
  const id = await partners.pair(brian, alvin);
  await block(alvin, brian);
  await unblock(alvin, brian);
  expect(await listed(brian)).toEqual([[id, 'dissolved']]);
});

test('a block and an acceptance at the same moment leave no active partnership', async () => {
  for (let round = 0; round < 8; round++) {
    const [blocker, other] = await partners.friends(2);
    const { body } = await invite(blocker, { user_id: (other as Person).id });
    await Promise.all([act(other as Person, body.id, 'accept'), block(blocker, other as Person)]);
    expect((await partners.row(body.id)).status).toBe('dissolved');
  }
});

test('a block and an invitation at the same moment leave no open invitation', async () => {
  for (let round = 0; round < 8; round++) {
    const [blocker, other] = (await partners.friends(2)) as [Person, Person];
    await Promise.all([invite(other, { user_id: blocker.id }), block(blocker, other)]);
    const open = `SELECT count(*)::int AS open FROM partnerships WHERE status = 'pending_invite' AND user1_id = $1`;
    expect(await partners.rows(open, [other.id])).toEqual([{ open: 0 }]);
  }
});
