import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { answer, dayMs, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

describe('joining', () => {
  test('an open one is at once; where newcomers are looked at, somebody who may lets them in', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const open = await tribes.made('tribe', brian);
    expect((await open.join(alvin)).body).toEqual({ status: 'member' });
    expect((await open.join(alvin)).body).toEqual({ status: 'member' });
    const guarded = await tribes.made('tribe', brian, [clarie], { require_approval: true });
    for (let time = 0; time < 2; time++)
      expect((await guarded.join(alvin)).body).toEqual({ status: 'requested' });
    expect((await guarded.requests(clarie)).body.code).toBe('PERMISSION_DENIED');
    const { requests } = (await guarded.requests(brian)).body;
    expect(requests).toMatchObject([{ user: { id: alvin.id } }]);
    expect((await guarded.approve(clarie, requests[0].id)).body.code).toBe('PERMISSION_DENIED');
    await guarded.setRole(brian, clarie, 'moderator');
    expect((await guarded.approve(clarie, requests[0].id)).status).toBe(204);
    expect((await guarded.approve(brian, requests[0].id)).status).toBe(204);
    expect((await guarded.look(alvin)).body).toMatchObject({ my_role: 'member', member_count: 3 });
    expect((await tribes.eventsOf(guarded.id)).slice(-3)).toEqual([
      'join-requested',
      'member-role-changed',
      'member-joined',
    ]);
  });

  test('a rejected request looks like one that waits, for thirty days', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const one = await tribes.made('tribe', brian, [], { require_approval: true });
    await one.join(alvin);
    const id = await one.newestRequest(brian);
    expect((await one.reject(brian, id)).status).toBe(204);
    expect((await one.join(alvin)).body).toEqual({ status: 'requested' });
    expect((await one.requests(brian)).body.requests).toEqual([]);
    expect((await one.approve(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    tribe.clock.advance(30 * dayMs);
    expect((await one.join(alvin)).body).toEqual({ status: 'requested' });
    expect((await one.requests(brian)).body.requests).toHaveLength(1);
  });

  test('a request can be taken back', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const one = await tribes.made('tribe', brian, [], { require_approval: true });
    await one.join(alvin);
    const id = await one.newestRequest(brian);
    for (let time = 0; time < 2; time++) expect((await one.withdraw(alvin)).status).toBe(204);
    expect((await one.approve(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect(
      (await tribes.eventsOf(one.id)).filter((word) => word === 'join-request-closed'),
    ).toHaveLength(1);
    expect((await one.look(alvin)).body.my_role).toBeNull();
  });

  test('who was sent away comes back by invitation only, who left by the open door', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('tribe', brian, [alvin, clarie]);
    expect((await one.remove(brian, alvin)).status).toBe(204);
    expect((await one.leave(clarie)).status).toBe(204);
    expect((await one.join(alvin)).body.code).toBe('PERMISSION_DENIED');
    expect((await one.join(clarie)).body).toEqual({ status: 'member' });
    const { id } = (await one.invite(brian, alvin)).body;
    expect((await answer(alvin, 'tribe', id, 'accept')).status).toBe(200);
    expect((await tribes.inside(one)).members.map(([member]) => member).toSorted()).toEqual(
      [brian, alvin, clarie].map(({ id: one_ }) => one_).toSorted(),
    );
  });

  test('a full one takes nobody, invited or approved, until there is room', async () => {
    const [brian, alvin, clarie, derrick] = (await tribes.friends(4)) as [
      Person,
      Person,
      Person,
      Person,
    ];
    const one = await tribes.made('group', brian, [alvin], { max_members: 2 });
    const { id } = (await one.invite(brian, clarie)).body;
    expect((await answer(clarie, 'group', id, 'accept')).body.code).toBe('TRIBE_FULL');
    expect((await one.join(derrick)).body.code).toBe('TRIBE_FULL');
    expect((await one.change(brian, { max_members: 1 })).status).toBe(422);
    await one.change(brian, { max_members: 3 });
    expect((await answer(clarie, 'group', id, 'accept')).body.member_count).toBe(3);
    expect((await one.change(brian, { max_members: 2 })).body.code).toBe('TRIBE_HAS_MORE_MEMBERS');
    expect((await one.change(brian, { max_members: 51 })).body).toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '/max_members' }],
    });
  });
});
