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

const insideOf = async (
  one: { members(by: Person): Promise<{ body: { members: { id: string }[] } }> },
  by: Person,
) => (await one.members(by)).body.members.map(({ id }) => id);

/** A list that shows nobody, and does not tell that it might. */
const nothing = (key: string) => ({ [key]: [], pagination: { total: 0, has_more: false } });

describe.each(['who blocks', 'who is blocked'])('to %s', (side) => {
  /** Blocks in the direction this time is about: always the first is the one the test looks through. */
  const hide = (viewer: Person, other: Person) =>
    side === 'who blocks' ? block(viewer, other) : block(other, viewer);

  test('a group of the other is not there, public, for friends or by invitation', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const open = await tribes.made('group', brian);
    const invited = await tribes.made('group', brian, [], { privacy_level: 'private' });
    const { id } = (await invited.invite(brian, alvin)).body;
    await hide(alvin, brian);
    expect(await idsIn(alvin, '/api/v1/groups/discover?limit=100')).not.toContain(open.id);
    for (const one of [open, invited]) {
      expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
      expect((await one.join(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    }
    expect((await alvin.get('/api/v1/groups/invites')).body).toMatchObject(nothing('invites'));
    for (const what of ['accept', 'decline'] as const)
      expect((await answer(alvin, 'group', id, what)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
  });

  test('an invitation of the other opens nothing, whoever owns the group', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    await tribes.befriend(alvin, clarie);
    const one = await tribes.made('group', brian, [alvin], { privacy_level: 'private' });
    await one.setRole(brian, alvin, 'moderator');
    const { id } = (await one.invite(alvin, clarie)).body;
    await hide(clarie, alvin);
    expect((await one.look(clarie)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await one.join(clarie)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await answer(clarie, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
  });

  test('a group of the other is not there either when somebody else invites into it', async () => {
    const [alvin, brian, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian, [alvin], { privacy_level: 'private' });
    await one.setRole(brian, alvin, 'moderator');
    await hide(clarie, brian);
    const { status, body } = await one.invite(alvin, clarie);
    expect(status).toBe(201);
    expect((await clarie.get('/api/v1/groups/invites')).body).toMatchObject(nothing('invites'));
    expect((await one.look(clarie)).body.code).toBe('TRIBE_NOT_FOUND');
    for (const what of ['accept', 'decline'] as const)
      expect((await answer(clarie, 'group', body.id, what)).body.code).toBe(
        'TRIBE_INVITATION_NOT_FOUND',
      );
  });

  test('an invitation of the other is not among those that were sent', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian, [alvin]);
    await one.setRole(brian, alvin, 'moderator');
    await one.invite(brian, clarie);
    expect((await one.sent(alvin)).body.pagination.total).toBe(1);
    await hide(alvin, clarie);
    expect((await one.sent(alvin)).body).toMatchObject(nothing('invites'));
  });

  test('a fellow member is not in the list, but nobody hides from those who keep order', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian, [alvin, clarie]);
    await hide(alvin, clarie);
    expect(await insideOf(one, alvin)).toEqual([brian.id, alvin.id]);
    expect(await insideOf(one, brian)).toEqual([brian.id, alvin.id, clarie.id]);
    await hide(brian, alvin);
    expect(await insideOf(one, brian)).toEqual([brian.id, alvin.id, clarie.id]);
    expect((await one.remove(brian, alvin)).status).toBe(204);
  });

  test('a request of the other is not there, and somebody else answers it', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian, [alvin], { require_approval: true });
    await one.setRole(brian, alvin, 'moderator');
    await one.join(clarie);
    const id = await one.newestRequest(alvin);
    await hide(alvin, clarie);
    expect((await one.requests(alvin)).body).toMatchObject(nothing('requests'));
    expect((await one.approve(alvin, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await one.reject(alvin, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await one.approve(brian, id)).status).toBe(204);
  });
});
