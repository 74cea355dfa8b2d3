import { type ApiResponse, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '.';
import {
  act,
  change,
  invite,
  Partners,
  partnerships,
} from './partnership/partnership.test-support';
import { answer, Tribes } from './tribe/tribe.test-support';

let tribe: Tribe;
let partners: Partners;
let tribes: Tribes;
beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

const tagOf = ({ headers }: ApiResponse) => headers.etag ?? '';
const tagAt = async (person: Person, path: string) => tagOf(await person.get(path));

/** Writes to a resource as the client knows it. */
function write(person: Person, [method, path, body]: Write, ifMatch: string) {
  return person.request(method, path, body, { headers: { 'if-match': ifMatch } });
}
type Write = readonly [method: string, path: string, body?: object];

/** A fingerprint of the stored data, which is unchanged when nothing was written. */
async function written(): Promise<unknown> {
  const [row] = await partners.rows(`
    SELECT (SELECT json_agg(tribes ORDER BY id)::text FROM tribes) AS tribes,
           (SELECT json_agg(partnerships ORDER BY id)::text FROM partnerships) AS partnerships,
           (SELECT count(*) FROM outbox) AS events`);
  return row;
}

/** Two friends with a partnership and a group. */
async function twoFriends() {
  const [brian, alvin] = (await partners.friends(2)) as [Person, Person];
  const partnership = `${partnerships}/${await partners.pair(brian, alvin)}`;
  const group = await tribes.create('group', brian, [alvin]);
  return { brian, alvin, partnership, group };
}

describe('versions of a partnership', () => {
  test('the ETag stays the same until the partnership changes', async () => {
    const { brian, alvin, partnership } = await twoFriends();
    const first = await tagAt(brian, partnership);
    expect(first).toMatch(/^"\d+-[0-9a-f]+"$/);
    expect(await tagAt(brian, partnership)).toBe(first);
    const paused = await alvin.put(`${partnership}/pause`);
    expect(paused.status).toBe(200);
    expect(await tagAt(brian, partnership)).not.toBe(first);
    expect(await tagAt(alvin, partnership)).toBe(tagOf(paused));
  });

  test('a change with the current ETag is made, and returns the ETag of the next change', async () => {
    const { brian, partnership } = await twoFriends();
    const rename = (name: string, tag: string) =>
      write(brian, ['PATCH', partnership, { name }], tag);
    const first = await rename('Early birds', await tagAt(brian, partnership));
    expect(first).toMatchObject({ status: 200, body: { name: 'Early birds' } });
    expect((await rename('Night owls', tagOf(first))).status).toBe(200);
  });

  test.each([
    ['PATCH', ''],
    ['PUT', '/pause'],
    ['PUT', '/resume'],
    ['PUT', '/dissolve'],
  ])('%s %s with an older ETag is refused and writes nothing', async (method, action) => {
    const { brian, alvin, partnership } = await twoFriends();
    const old = await tagAt(brian, partnership);
    await alvin.patch(partnership, { check_in_frequency: 'weekly' });
    const before = await written();
    const body = method === 'PATCH' ? { name: 'Early birds' } : undefined;
    expect(await write(brian, [method, `${partnership}${action}`, body], old)).toMatchObject({
      status: 412,
      body: { code: 'PRECONDITION_FAILED' },
    });
    expect(await written()).toEqual(before);
  });

  test.each(['accept', 'decline'])(
    '%s of an invitation that changed since is refused and writes nothing',
    async (word) => {
      const [brian, alvin] = (await partners.friends(2)) as [Person, Person];
      const { id } = (await invite(brian, { user_id: alvin.id })).body;
      const old = await tagAt(alvin, `${partnerships}/${id}`);
      await change(brian, id, { check_in_frequency: 'weekly' });
      const before = await written();
      const refused = await write(alvin, ['PUT', `${partnerships}/${id}/${word}`], old);
      expect(refused).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } });
      expect(await written()).toEqual(before);
    },
  );

  test('a decline does not change the ETag of the inviter, whose change with it is made', async () => {
    const [brian, alvin] = (await partners.friends(2)) as [Person, Person];
    const { id } = (await invite(brian, { user_id: alvin.id })).body;
    const path = `${partnerships}/${id}`;
    const first = await tagAt(brian, path);
    expect((await act(alvin, id, 'decline')).body.status).toBe('declined');
    expect(await tagAt(brian, path)).toBe(first);
    const renamed = await write(brian, ['PATCH', path, { name: 'Early birds' }], first);
    expect(renamed).toMatchObject({ status: 200, body: { status: 'pending_invite' } });
  });

  test('the precondition is compared after the permission', async () => {
    const { partnership } = await twoFriends();
    const [stranger] = await partners.people(1);
    const refused = await write(stranger!, ['PUT', `${partnership}/pause`], '"9-x"');
    expect(refused.status).toBe(404);
  });
});

describe('versions of a tribe', () => {
  test('the ETag changes with the fields and with the number of members', async () => {
    const { brian, alvin, group } = await twoFriends();
    const first = await tagAt(brian, group.path);
    const renamed = await group.change(brian, { name: 'Swimmers' });
    expect(tagOf(renamed)).not.toBe(first);
    expect(await tagAt(brian, group.path)).toBe(tagOf(renamed));
    await group.leave(alvin);
    expect(await tagAt(brian, group.path)).not.toBe(tagOf(renamed));
  });

  test('of two concurrent changes with the same ETag, one is made', async () => {
    const { brian, group } = await twoFriends();
    const tag = await tagAt(brian, group.path);
    const answers = await Promise.all(
      ['Swimmers', 'Divers', 'Rowers'].map((name) =>
        write(brian, ['PATCH', group.path, { name }], tag),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test.each([
    ['PATCH', ''],
    ['PUT', '/owner'],
    ['DELETE', ''],
  ])('%s %s with an older ETag is refused and writes nothing', async (method, part) => {
    const { brian, alvin, group } = await twoFriends();
    const old = await tagAt(brian, group.path);
    await group.change(brian, { name: 'Swimmers' });
    const before = await written();
    const bodies = { PATCH: { name: 'Divers' }, PUT: { user_id: alvin.id }, DELETE: undefined };
    const body = bodies[method as keyof typeof bodies];
    expect(await write(brian, [method, `${group.path}${part}`, body], old)).toMatchObject({
      status: 412,
      body: { code: 'PRECONDITION_FAILED' },
    });
    expect(await written()).toEqual(before);
  });

  test('a declined invitation and a rejected request do not change the ETag', async () => {
    const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
    const group = await tribes.create('group', brian, [], { require_approval: true });
    const first = await tagAt(brian, group.path);
    const { id } = (await group.invite(brian, alvin)).body;
    expect((await answer(alvin, 'group', id, 'decline')).status).toBe(204);
    await group.join(clarie);
    expect((await group.reject(brian, await group.newestRequest(brian))).status).toBe(204);
    expect(await tagAt(brian, group.path)).toBe(first);
  });

  test('the precondition is compared after the permission', async () => {
    const { alvin, group } = await twoFriends();
    const refused = await write(alvin, ['PATCH', group.path, { name: 'Mine' }], '"9-x"');
    expect(refused.status).toBe(403);
  });
});
