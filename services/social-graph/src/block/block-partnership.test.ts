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
} from '../partnership/partnership.test-support';
import { block, unblock } from './block.test-support';

let tribe: Tribe;
let partners: Partners;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin] = (await partners.friends(2)) as [Person, Person];
});

/** The words of a partnership's events, and whether the last one names anybody. */
async function told(id: string): Promise<string[]> {
  return partners.eventsOf(id);
}

test('a block ends the partnership of the two at once, and nobody is named for it', async () => {
  const id = await partners.pair(brian, alvin);
  await block(alvin, brian);
  expect((await partners.row(id)).status).toBe('dissolved');
  expect(await told(id)).toEqual(['invited', 'activated', 'dissolved']);
  expect(await partners.lastEventOf(id)).not.toHaveProperty('dissolvedBy');
  expect(await partners.duosOf(brian)).toBe(0);
});

test('it is gone for both, whatever they try', async () => {
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
  ['the blocked person sent', () => [brian, alvin] as const, 'declined'],
])('an invitation that %s can no longer be seen or answered', async (_, sides, status) => {
  const [from, to] = sides();
  const { body } = await invite(from, { user_id: to.id });
  await block(alvin, brian);
  expect((await partners.row(body.id)).status).toBe(status);
  expect([await listed(from), await listed(to)]).toEqual([[], []]);
  expect((await act(to, body.id, 'accept')).body.code).toBe('PARTNERSHIP_NOT_FOUND');
});

test('what had ended before is shown again when the block is taken back', async () => {
  const id = await partners.pair(brian, alvin);
  await block(alvin, brian);
  await unblock(alvin, brian);
  expect(await listed(brian)).toEqual([[id, 'dissolved']]);
});

test('a block and an acceptance at the same moment never leave a partnership', async () => {
  for (let round = 0; round < 8; round++) {
    const [one, other] = await partners.friends(2);
    const { body } = await invite(one, { user_id: (other as Person).id });
    await Promise.all([act(other as Person, body.id, 'accept'), block(one, other as Person)]);
    expect((await partners.row(body.id)).status).toBe('dissolved');
  }
});

test('a block and an invitation at the same moment never leave an open invitation', async () => {
  for (let round = 0; round < 8; round++) {
    const [one, other] = (await partners.friends(2)) as [Person, Person];
    await Promise.all([invite(other, { user_id: one.id }), block(one, other)]);
    const open = `SELECT count(*)::int AS open FROM partnerships WHERE status = 'pending_invite' AND user1_id = $1`;
    expect(await partners.rows(open, [other.id])).toEqual([{ open: 0 }]);
  }
});
