import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block } from '../block/block.test-support';
import { answer, idsIn, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

const membersSeenBy = async (
  runners: { members(by: Person): Promise<{ body: { members: { id: string }[] } }> },
  by: Person,
) => (await runners.members(by)).body.members.map(({ id }) => id);

/** An empty list. */
const emptyList = (key: string) => ({ [key]: [], pagination: { total: 0, has_more: false } });

describe.each(['the blocker', 'the blocked user'])('to %s', (side) => {
  /** Hides the other user from the viewer, with a block of the viewer or of the other user. */
  const hide = (viewer: Person, other: Person) =>
    side === 'the blocker' ? block(viewer, other) : block(other, viewer);

  test('a group of the hidden user does not exist, public or by invitation', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const open = await tribes.create('group', brian);
    const invited = await tribes.create('group', brian, [], { privacy_level: 'private' });
    const { id } = (await invited.invite(brian, alvin)).body;
    await hide(alvin, brian);
    expect(await idsIn(alvin, '/api/v1/groups/discover?limit=100')).not.toContain(open.id);
    for (const runners of [open, invited]) {
      expect((await runners.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
      expect((await runners.join(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    }
    expect((await alvin.get('/api/v1/groups/invites')).body).toMatchObject(emptyList('invites'));
    for (const what of ['accept', 'decline'] as const)
      expect((await answer(alvin, 'group', id, what)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
  });

  test('an invitation of the hidden user gives no access to a group of another owner', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    await tribes.befriend(alvin, clarie);
    const runners = await tribes.create('group', brian, [alvin], { privacy_level: 'private' });
    await runners.setRole(brian, alvin, 'moderator');
    const { id } = (await runners.invite(alvin, clarie)).body;
    await hide(clarie, alvin);
    expect((await runners.look(clarie)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await runners.join(clarie)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await answer(clarie, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
  });

  test('a group of the hidden user does not exist with an invitation of another member', async () => {
    const [alvin, brian, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('group', brian, [alvin], { privacy_level: 'private' });
    await runners.setRole(brian, alvin, 'moderator');
    await hide(clarie, brian);
    const { status, body } = await runners.invite(alvin, clarie);
    expect(status).toBe(201);
    expect((await clarie.get('/api/v1/groups/invites')).body).toMatchObject(emptyList('invites'));
    expect((await runners.look(clarie)).body.code).toBe('TRIBE_NOT_FOUND');
    for (const what of ['accept', 'decline'] as const)
      expect((await answer(clarie, 'group', body.id, what)).body.code).toBe(
        'TRIBE_INVITATION_NOT_FOUND',
      );
  });

  test('an invitation of the hidden user is not among the sent invitations', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('group', brian, [alvin]);
    await runners.setRole(brian, alvin, 'moderator');
    await runners.invite(brian, clarie);
    expect((await runners.sent(alvin)).body.pagination.total).toBe(1);
    await hide(alvin, clarie);
    expect((await runners.sent(alvin)).body).toMatchObject(emptyList('invites'));
  });

  test('a hidden member is not listed, except to members who can remove members', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('group', brian, [alvin, clarie]);
    await hide(alvin, clarie);
    expect(await membersSeenBy(runners, alvin)).toEqual([brian.id, alvin.id]);
    expect(await membersSeenBy(runners, brian)).toEqual([brian.id, alvin.id, clarie.id]);
    await hide(brian, alvin);
    expect(await membersSeenBy(runners, brian)).toEqual([brian.id, alvin.id, clarie.id]);
    expect((await runners.remove(brian, alvin)).status).toBe(204);
  });

  test('pages, totals, cursors and member counts leave out a hidden member', async () => {
    const [brian, alvin, clarie, derrick] = await tribes.friends(4);
    const runners = await tribes.create('group', brian, [alvin!, clarie!, derrick!]);
    await hide(alvin!, clarie!);

    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await runners.members(alvin!, `?limit=1${cursor}`);
      expect(body.pagination).toMatchObject({ total: 3, total_pages: 3 });
      seen.push(...body.members.map(({ id }: { id: string }) => id));
      if (!body.pagination.has_more) break;
      cursor = `&cursor=${body.pagination.next_cursor}`;
    }

    expect(seen).toEqual([brian.id, alvin!.id, derrick!.id]);
    expect((await runners.members(alvin!, '?limit=1&page=3')).body.members).toHaveLength(1);
    expect((await runners.look(alvin!)).body.member_count).toBe(3);
    expect((await alvin!.get('/api/v1/groups')).body.items).toMatchObject([{ member_count: 3 }]);
    expect((await runners.look(brian)).body.member_count).toBe(4);
  });

  test('a request of the hidden user does not exist, and another member can answer it', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('group', brian, [alvin], { require_approval: true });
    await runners.setRole(brian, alvin, 'moderator');
    await runners.join(clarie);
    const id = await runners.newestRequest(alvin);
    await hide(alvin, clarie);
    expect((await runners.requests(alvin)).body).toMatchObject(emptyList('requests'));
    expect((await runners.approve(alvin, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await runners.reject(alvin, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await runners.approve(brian, id)).status).toBe(204);
  });
});
