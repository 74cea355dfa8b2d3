import { dayMs } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { answer, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

describe('joining', () => {
  test('is immediate without approval; with approval, a member with permission answers the request', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const open = await tribes.create('tribe', brian);
    expect((await open.join(alvin)).body).toEqual({ status: 'member' });
    expect((await open.join(alvin)).body).toEqual({ status: 'member' });
    const approving = await tribes.create('tribe', brian, [clarie], { require_approval: true });
    for (let time = 0; time < 2; time++)
      expect((await approving.join(alvin)).body).toEqual({ status: 'requested' });
    expect((await approving.requests(clarie)).body.code).toBe('PERMISSION_DENIED');
    const { requests } = (await approving.requests(brian)).body;
    expect(requests).toMatchObject([{ user: { id: alvin.id } }]);
    expect((await approving.approve(clarie, requests[0].id)).body.code).toBe('PERMISSION_DENIED');
    await approving.setRole(brian, clarie, 'moderator');
    expect((await approving.approve(clarie, requests[0].id)).status).toBe(204);
    expect((await approving.approve(brian, requests[0].id)).status).toBe(204);
    expect((await approving.look(alvin)).body).toMatchObject({
      my_role: 'member',
      member_count: 3,
    });
    expect((await tribes.eventsOf(approving.id)).slice(-3)).toEqual([
      'join-requested',
      'member-role-changed',
      'member-joined',
    ]);
  });

  test('a rejected request looks pending for thirty days', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const runners = await tribes.create('tribe', brian, [], { require_approval: true });
    await runners.join(alvin);
    const id = await runners.newestRequest(brian);
    expect((await runners.reject(brian, id)).status).toBe(204);
    expect((await runners.join(alvin)).body).toEqual({ status: 'requested' });
    expect((await runners.requests(brian)).body.requests).toEqual([]);
    expect((await runners.approve(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    tribe.clock.advance(30 * dayMs);
    expect((await runners.join(alvin)).body).toEqual({ status: 'requested' });
    expect((await runners.requests(brian)).body.requests).toHaveLength(1);
  });

  test('rejecting a request that is erased at the same time publishes nothing', async () => {
    const [brian, alvin] = (await tribes.people(2)) as [Person, Person];
    const runners = await tribes.create('tribe', brian, [], { require_approval: true });
    await runners.join(alvin);
    const id = await runners.newestRequest(brian);
    const [events, stored] = [await tribes.eventsOf(runners.id), await tribes.stored(runners)];
    await tribes.rows('BEGIN');
    await tribes.rows('DELETE FROM tribe_join_requests WHERE id = $1', [id]);
    const rejecting = runners.reject(brian, id);
    await tribes.untilBlocked().finally(() => tribes.rows('COMMIT'));
    expect((await rejecting).status).toBe(204);
    expect(await tribes.eventsOf(runners.id)).toEqual(events);
    expect(await tribes.stored(runners)).toEqual(stored);
  });

  test('a request can be withdrawn', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const runners = await tribes.create('tribe', brian, [], { require_approval: true });
    await runners.join(alvin);
    const id = await runners.newestRequest(brian);
    for (let time = 0; time < 2; time++) expect((await runners.withdraw(alvin)).status).toBe(204);
    expect((await runners.approve(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect(
      (await tribes.eventsOf(runners.id)).filter((word) => word === 'join-request-closed'),
    ).toHaveLength(1);
    expect((await runners.look(alvin)).body.my_role).toBeNull();
  });

  test('a removed member returns by invitation only, a member who left can join again', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('tribe', brian, [alvin, clarie]);
    expect((await runners.remove(brian, alvin)).status).toBe(204);
    expect((await runners.leave(clarie)).status).toBe(204);
    expect((await runners.join(alvin)).body.code).toBe('PERMISSION_DENIED');
    expect((await runners.join(clarie)).body).toEqual({ status: 'member' });
    const { id } = (await runners.invite(brian, alvin)).body;
    expect((await answer(alvin, 'tribe', id, 'accept')).status).toBe(200);
    expect((await tribes.stored(runners)).members.map(([member]) => member).toSorted()).toEqual(
      [brian, alvin, clarie].map(({ id: userId }) => userId).toSorted(),
    );
  });

  test('a full group takes no members, with or without an invitation, until max_members is raised', async () => {
    const [brian, alvin, clarie, derrick] = (await tribes.friends(4)) as [
      Person,
      Person,
      Person,
      Person,
    ];
    const runners = await tribes.create('group', brian, [alvin], { max_members: 2 });
    const { id } = (await runners.invite(brian, clarie)).body;
    expect((await answer(clarie, 'group', id, 'accept')).body.code).toBe('TRIBE_FULL');
    expect((await runners.join(derrick)).body.code).toBe('TRIBE_FULL');
    expect((await runners.change(brian, { max_members: 1 })).status).toBe(422);
    await runners.change(brian, { max_members: 3 });
    expect((await answer(clarie, 'group', id, 'accept')).body.member_count).toBe(3);
    expect((await runners.change(brian, { max_members: 2 })).body.code).toBe(
      'TRIBE_HAS_MORE_MEMBERS',
    );
    expect((await runners.change(brian, { max_members: 51 })).body).toMatchObject({
      code: 'TRIBE_TOO_LARGE',
      errors: [{ pointer: '/max_members' }],
    });
  });
});
