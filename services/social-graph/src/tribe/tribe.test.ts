import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { tribeKinds } from './tribe-roles.rules';
import { answer, dayMs, idsIn, make, One, pathOf, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

describe.each(tribeKinds)('a %s', (kind) => {
  const defaults = { tribe: ['public', 150], group: ['private', 50], team: ['private', 150] } as const;

  test('is made with what its kind begins with, and belongs to who made it', async () => {
    const [brian] = (await tribes.people(1)) as [Person];
    const { status, body } = await make(brian, kind, { name: ' Runners ', description: 'At dawn' });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        kind,
        name: 'Runners',
        description: 'At dawn',
        image_url: null,
        group_image_url: null,
        cover_image_url: null,
        privacy_level: defaults[kind][0],
        is_private: defaults[kind][0] === 'private',
        require_approval: true,
        max_members: defaults[kind][1],
        member_count: 1,
        created_by: brian.id,
        owner_id: brian.id,
        my_role: 'admin',
        is_active: true,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    expect((await brian.get(`${pathOf(kind)}/${body.id}`)).body).toEqual(body);
    expect(await idsIn(brian, pathOf(kind))).toEqual([body.id]);
    expect(await tribes.eventsOf(body.id)).toEqual(['created']);
  });

  test('is entered by invitation, left, and changed by those who may', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const one = new One(kind, (await make(brian, kind, { name: 'Runners', is_private: true })).body.id);
    const invited = await one.invite(brian, alvin);
    expect([invited.status, invited.body.status, invited.body.invitee_id]).toEqual([201, 'pending', alvin.id]);
    const waiting = (await alvin.get(`${pathOf(kind)}/invites`)).body;
    expect(waiting.invites).toMatchObject([
      { id: invited.body.id, tribe: { id: one.id, my_role: null }, inviter: { id: brian.id } },
    ]);
    expect((await one.look(alvin)).status).toBe(200);
    expect((await one.members(alvin)).body.code).toBe('PERMISSION_DENIED');
    const accepted = await answer(alvin, kind, invited.body.id, 'accept');
    expect([accepted.status, accepted.body.member_count]).toEqual([200, 2]);
    expect((await answer(alvin, kind, invited.body.id, 'accept')).status).toBe(200);
    expect((await one.members(alvin)).body.members).toMatchObject([
      { id: brian.id, role: 'admin', is_owner: true },
      { id: alvin.id, role: kind === 'team' ? 'player' : 'member', is_owner: false },
    ]);
    expect((await one.change(alvin, { name: 'Mine' })).body.code).toBe('PERMISSION_DENIED');
    expect((await one.change(brian, { name: 'Swimmers', privacy_level: 'everyone' })).body).toMatchObject({
      name: 'Swimmers',
      privacy_level: 'public',
      is_private: false,
    });
    expect((await one.leave(alvin)).status).toBe(204);
    expect((await one.look(alvin)).body.my_role).toBeNull();
    expect((await answer(alvin, kind, invited.body.id, 'accept')).body.code).toBe('TRIBE_INVITATION_ANSWERED');
    expect(await tribes.eventsOf(one.id)).toEqual([
      'created',
      'member-invited',
      'member-joined',
      'updated',
      'member-left',
    ]);
  });

  test('is not there under the path of another kind', async () => {
    const [brian] = (await tribes.people(1)) as [Person];
    const { id } = (await make(brian, kind, { name: 'Runners' })).body;
    for (const other of tribeKinds.filter((one) => one !== kind)) {
      expect((await new One(other, id).look(brian)).body.code).toBe('TRIBE_NOT_FOUND');
      expect((await new One(other, id).archive(brian)).status).toBe(404);
      expect(await idsIn(brian, pathOf(other))).toEqual([]);
    }
  });

  test('is gone for everybody when its owner archives it', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made(kind, brian, [alvin]);
    const invited = (await one.invite(brian, clarie)).body.id;
    expect((await one.archive(alvin)).body.code).toBe('PERMISSION_DENIED');
    expect((await one.archive(brian)).status).toBe(204);
    for (const person of [brian, alvin, clarie]) {
      expect((await one.look(person)).body.code).toBe('TRIBE_NOT_FOUND');
      expect(await idsIn(person, pathOf(kind))).toEqual([]);
      expect(await idsIn(person, `${pathOf(kind)}/discover`)).not.toContain(one.id);
    }
    expect(await idsIn(clarie, `${pathOf(kind)}/invites`, 'invites')).toEqual([]);
    expect((await answer(clarie, kind, invited, 'accept')).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    expect((await one.join(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
  });
});

describe('who finds what', () => {
  test('public ones are discovered by all, those for friends by friends of the owner, private ones by nobody', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [stranger] = (await tribes.people(1)) as [Person];
    const ids: string[] = [];
    for (const privacy_level of ['private', 'friends_only', 'public'])
      ids.push((await make(brian, 'group', { name: privacy_level, privacy_level })).body.id);
    const [hidden, forFriends, open] = ids as [string, string, string];
    const found = async (person: Person) =>
      (await idsIn(person, '/api/v1/groups/discover?limit=100')).filter((id) => ids.includes(id));
    expect(await found(alvin)).toEqual([open, forFriends]);
    expect(await found(stranger)).toEqual([open]);
    expect(await found(brian)).toEqual([]);
    const looks = async (person: Person) =>
      Promise.all(ids.map(async (id) => (await new One('group', id).look(person)).status));
    expect(await looks(brian)).toEqual([200, 200, 200]);
    expect(await looks(alvin)).toEqual([404, 200, 200]);
    expect(await looks(stranger)).toEqual([404, 404, 200]);
    const unknown = await stranger.get(`/api/v1/groups/${newId()}`);
    const answered = await new One('group', hidden).look(stranger);
    expect({ ...answered.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
  });

  test('lists go on where they ended, and show everything once', async () => {
    const [brian] = (await tribes.people(1)) as [Person];
    const made: string[] = [];
    for (let each = 0; each < 5; each++) made.unshift((await make(brian, 'team', { name: `Team ${each}` })).body.id);
    const met: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await brian.get(`/api/v1/teams?limit=2${cursor && `&cursor=${cursor}`}`);
      met.push(...body.items.map(({ id }: { id: string }) => id));
      if (!body.pagination.has_more) break;
      cursor = body.pagination.next_cursor;
    }
    expect(met).toEqual(made);
    expect(await idsIn(brian, '/api/v1/teams?limit=2&page=3')).toEqual([made[4]]);
    expect((await brian.get('/api/v1/teams?limit=2')).body.pagination).toMatchObject({ total: 5, total_pages: 3 });
  });

  test('members are walked by cursor and by page', async () => {
    const [brian, ...others] = await tribes.friends(5);
    const one = await tribes.made('tribe', brian, others);
    const all = [brian, ...others].map(({ id }) => id);
    const met: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await one.members(others[0]!, `?limit=2${cursor && `&cursor=${cursor}`}`);
      met.push(...body.members.map(({ id }: { id: string }) => id));
      if (!body.pagination.has_more) break;
      cursor = body.pagination.next_cursor;
    }
    expect(met).toEqual(all);
    expect((await one.members(brian, '?limit=2&page=2')).body.members.map(({ id }: { id: string }) => id)).toEqual(
      all.slice(2, 4),
    );
  });
});

describe('joining', () => {
  test('an open one is at once; where newcomers are looked at, somebody who may lets them in', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const open = await tribes.made('tribe', brian);
    expect((await open.join(alvin)).body).toEqual({ status: 'member' });
    expect((await open.join(alvin)).body).toEqual({ status: 'member' });
    const guarded = await tribes.made('tribe', brian, [clarie], { require_approval: true });
    for (let time = 0; time < 2; time++) expect((await guarded.join(alvin)).body).toEqual({ status: 'requested' });
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
    expect((await tribes.eventsOf(one.id)).filter((word) => word === 'join-request-closed')).toHaveLength(1);
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
    const [brian, alvin, clarie, derrick] = (await tribes.friends(4)) as [Person, Person, Person, Person];
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

describe('invitations', () => {
  test('go to friends, once in thirty days, and who sent one cannot tell that it was declined', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [stranger] = (await tribes.people(1)) as [Person];
    const one = await tribes.made('group', brian, [], { privacy_level: 'private' });
    expect((await one.invite(brian, stranger)).body.code).toBe('TRIBE_INVITEE_NOT_A_FRIEND');
    expect((await one.invite(brian, { id: newId() })).body.code).toBe('TRIBE_INVITEE_NOT_A_FRIEND');
    const { id } = (await one.invite(brian, alvin)).body;
    expect((await one.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    for (let time = 0; time < 2; time++) expect((await answer(alvin, 'group', id, 'decline')).status).toBe(204);
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe('TRIBE_INVITATION_ANSWERED');
    expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await one.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    tribe.clock.advance(30 * dayMs);
    const again = (await one.invite(brian, alvin)).body.id;
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    expect((await answer(alvin, 'group', again, 'accept')).status).toBe(200);
  });

  test('can be taken back by those who may invite, and who was invited has none', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian, [], { privacy_level: 'private' });
    const waiting = (await one.invite(brian, alvin)).body.id;
    const declined = (await one.invite(brian, clarie)).body.id;
    await answer(clarie, 'group', declined, 'decline');
    const { invites } = (await one.sent(brian)).body;
    expect(invites).toMatchObject([
      { id: declined, status: 'pending', invitee: { id: clarie.id } },
      { id: waiting, status: 'pending', invitee: { id: alvin.id } },
    ]);
    for (const id of [waiting, declined, waiting]) expect((await one.takeBack(brian, id)).status).toBe(204);
    expect((await one.sent(brian)).body.invites).toEqual([]);
    expect(await idsIn(alvin, '/api/v1/groups/invites', 'invites')).toEqual([]);
    expect((await answer(alvin, 'group', waiting, 'accept')).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await one.invite(brian, alvin)).body.code).toBe('TRIBE_INVITATION_EXISTS');
    expect((await tribes.eventsOf(one.id)).slice(-2)).toEqual(['invitation-withdrawn', 'invitation-withdrawn']);
  });

  test('of one group are not taken back through another', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const [one, other] = [await tribes.made('group', brian), await tribes.made('group', brian)];
    const { id } = (await one.invite(brian, alvin)).body;
    expect((await other.takeBack(brian, id)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    expect((await answer(alvin, 'group', id, 'accept')).status).toBe(200);
    expect((await one.takeBack(brian, id)).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
  });

  test('hold thirty days', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const one = await tribes.made('group', brian, [], { privacy_level: 'private' });
    const { id } = (await one.invite(brian, alvin)).body;
    tribe.clock.advance(30 * dayMs);
    expect((await answer(alvin, 'group', id, 'accept')).body.code).toBe('TRIBE_INVITATION_NOT_FOUND');
    expect((await alvin.get('/api/v1/groups/invites')).body.invites).toEqual([]);
    expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
    expect((await one.join(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
  });

  test('are for one person', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('group', brian);
    const { id } = (await one.invite(brian, alvin)).body;
    for (const what of ['accept', 'decline'] as const) {
      const theirs = await answer(clarie, 'group', id, what);
      const nobodys = await answer(clarie, 'group', newId(), what);
      expect([theirs.status, theirs.body.code]).toEqual([404, 'TRIBE_INVITATION_NOT_FOUND']);
      expect({ ...theirs.body, request_id: '' }).toEqual({ ...nobodys.body, request_id: '' });
    }
  });
});

describe('the owner', () => {
  test('hands over to a member, who is admin then', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const one = await tribes.made('team', brian, [alvin]);
    expect((await one.handOver(alvin, alvin)).body.code).toBe('PERMISSION_DENIED');
    expect((await one.handOver(brian, clarie)).body.code).toBe('TRIBE_MEMBER_NOT_FOUND');
    expect((await one.handOver(brian, alvin)).body).toMatchObject({ owner_id: alvin.id, my_role: 'admin' });
    expect(await tribes.inside(one)).toMatchObject({
      members: [
        [brian.id, 'admin'],
        [alvin.id, 'admin'],
      ],
      owner: alvin.id,
    });
    expect((await one.remove(alvin, brian)).status).toBe(204);
    expect((await one.archive(brian)).body.code).toBe('PERMISSION_DENIED');
  });

  test('who leaves is followed by the highest role of the longest service, and the last one closes the door', async () => {
    const [brian, alvin, clarie, derrick] = (await tribes.friends(4)) as [Person, Person, Person, Person];
    const one = await tribes.made('group', brian, [alvin, clarie, derrick]);
    await one.setRole(brian, derrick, 'moderator');
    await one.setRole(brian, clarie, 'moderator');
    await one.leave(brian);
    expect(await tribes.inside(one)).toMatchObject({ owner: clarie.id, count: 3 });
    await one.leave(clarie);
    await one.leave(derrick);
    expect(await tribes.inside(one)).toMatchObject({ members: [[alvin.id, 'admin']], owner: alvin.id });
    expect((await one.remove(alvin, alvin)).status).toBe(204);
    const left = ['member-left', 'handed-over'];
    expect((await tribes.eventsOf(one.id)).slice(-8)).toEqual([...left, ...left, ...left, 'member-left', 'archived']);
    expect((await one.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
  });
});

test('the same Idempotency-Key makes one, joins once and invites once', async () => {
  const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
  const headers = { 'idempotency-key': newId() };
  const made = async () => (await brian.post('/api/v1/tribes', { name: 'Runners' }, { headers })).body.id;
  const id = await made();
  expect(await made()).toBe(id);
  const one = new One('tribe', id);
  const invited = async () => {
    const { status, body } = await brian.post(
      `${one.path}/invites`,
      { user_id: alvin.id },
      { headers: { 'idempotency-key': 'invite' } },
    );
    return [status, body.id];
  };
  expect(await invited()).toEqual(await invited());
  for (let time = 0; time < 2; time++)
    expect((await alvin.post(`${one.path}/join`, undefined, { headers })).body).toEqual({ status: 'member' });
  expect(await tribes.eventsOf(id)).toEqual(['created', 'member-invited', 'member-joined']);
});

test('nobody owns more than they may', async () => {
  const small = new Tribes(
    await startTribe({ services: [socialGraph], env: { OWNED_TRIBE_LIMIT: '2', OPEN_JOIN_REQUEST_LIMIT: '1' } }),
  );
  try {
    const [brian, alvin] = (await small.people(2)) as [Person, Person];
    const one = await small.made('tribe', brian, [], { require_approval: true });
    const two = await small.made('group', brian, [], { require_approval: true });
    expect((await make(brian, 'team', { name: 'Third' })).body.code).toBe('TRIBE_LIMIT_REACHED');
    await one.join(alvin);
    expect((await two.join(alvin)).body.code).toBe('TRIBE_LIMIT_REACHED');
    await one.withdraw(alvin);
    expect((await two.join(alvin)).status).toBe(200);
    await one.archive(brian);
    expect((await make(brian, 'team', { name: 'Third' })).status).toBe(201);
  } finally {
    await small.tribe.stop();
  }
});
