import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { tribeKinds } from './tribe-roles.rules';
import { answer, idsIn, createTribe, TribeApi, pathOf, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

describe.each(tribeKinds)('a %s', (kind) => {
  const defaults = {
    tribe: ['public', 150],
    group: ['private', 50],
    team: ['private', 150],
  } as const;

  test('is created with the defaults of its kind and owned by its creator', async () => {
    const [brian] = (await tribes.people(1)) as [Person];
    const { status, body } = await createTribe(brian, kind, {
      name: ' Runners ',
      description: 'At dawn',
    });
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

  test('is joined by invitation, left, and changed with permission only', async () => {
    const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
    const runners = new TribeApi(
      kind,
      (await createTribe(brian, kind, { name: 'Runners', is_private: true })).body.id,
    );
    const invited = await runners.invite(brian, alvin);
    expect([invited.status, invited.body.status, invited.body.invitee_id]).toEqual([
      201,
      'pending',
      alvin.id,
    ]);
    const waiting = (await alvin.get(`${pathOf(kind)}/invites`)).body;
    expect(waiting.invites).toMatchObject([
      { id: invited.body.id, tribe: { id: runners.id, my_role: null }, inviter: { id: brian.id } },
    ]);
    expect((await runners.look(alvin)).status).toBe(200);
    expect((await runners.members(alvin)).body.code).toBe('PERMISSION_DENIED');
    const accepted = await answer(alvin, kind, invited.body.id, 'accept');
    expect([accepted.status, accepted.body.member_count]).toEqual([200, 2]);
    expect((await answer(alvin, kind, invited.body.id, 'accept')).status).toBe(200);
    expect((await runners.members(alvin)).body.members).toMatchObject([
      { id: brian.id, role: 'admin', is_owner: true },
      { id: alvin.id, role: kind === 'team' ? 'player' : 'member', is_owner: false },
    ]);
    expect((await runners.change(alvin, { name: 'Mine' })).body.code).toBe('PERMISSION_DENIED');
    expect(
      (await runners.change(brian, { name: 'Swimmers', privacy_level: 'everyone' })).body,
    ).toMatchObject({
      name: 'Swimmers',
      privacy_level: 'public',
      is_private: false,
    });
    expect((await runners.leave(alvin)).status).toBe(204);
    expect((await runners.look(alvin)).body.my_role).toBeNull();
    expect((await answer(alvin, kind, invited.body.id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_ANSWERED',
    );
    expect(await tribes.eventsOf(runners.id)).toEqual([
      'created',
      'member-invited',
      'member-joined',
      'updated',
      'member-left',
    ]);
  });

  test('does not exist under the path of another kind', async () => {
    const [brian] = (await tribes.people(1)) as [Person];
    const { id } = (await createTribe(brian, kind, { name: 'Runners' })).body;
    for (const other of tribeKinds.filter((other) => other !== kind)) {
      expect((await new TribeApi(other, id).look(brian)).body.code).toBe('TRIBE_NOT_FOUND');
      expect((await new TribeApi(other, id).archive(brian)).status).toBe(404);
      expect(await idsIn(brian, pathOf(other))).toEqual([]);
    }
  });

  test('does not exist for any user after its owner archives it', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create(kind, brian, [alvin]);
    const invited = (await runners.invite(brian, clarie)).body.id;
    expect((await runners.archive(alvin)).body.code).toBe('PERMISSION_DENIED');
    expect((await runners.archive(brian)).status).toBe(204);
    for (const person of [brian, alvin, clarie]) {
      expect((await runners.look(person)).body.code).toBe('TRIBE_NOT_FOUND');
      expect(await idsIn(person, pathOf(kind))).toEqual([]);
      expect(await idsIn(person, `${pathOf(kind)}/discover`)).not.toContain(runners.id);
    }
    expect(await idsIn(clarie, `${pathOf(kind)}/invites`, 'invites')).toEqual([]);
    expect((await answer(clarie, kind, invited, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
    expect((await runners.join(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
  });
});

describe('the owner', () => {
  test('hands over to a member, who becomes admin', async () => {
    const [brian, alvin, clarie] = (await tribes.friends(3)) as [Person, Person, Person];
    const runners = await tribes.create('team', brian, [alvin]);
    expect((await runners.handOver(alvin, alvin)).body.code).toBe('PERMISSION_DENIED');
    expect((await runners.handOver(brian, clarie)).body.code).toBe('TRIBE_MEMBER_NOT_FOUND');
    expect((await runners.handOver(brian, alvin)).body).toMatchObject({
      owner_id: alvin.id,
      my_role: 'admin',
    });
    expect(await tribes.stored(runners)).toMatchObject({
      members: [
        [brian.id, 'admin'],
        [alvin.id, 'admin'],
      ],
      owner: alvin.id,
    });
    expect((await runners.remove(alvin, brian)).status).toBe(204);
    expect((await runners.archive(brian)).body.code).toBe('PERMISSION_DENIED');
  });

  test('is succeeded by the highest role, then the longest membership, and the last member archives by leaving', async () => {
    const [brian, alvin, clarie, derrick] = (await tribes.friends(4)) as [
      Person,
      Person,
      Person,
      Person,
    ];
    const runners = await tribes.create('group', brian, [alvin, clarie, derrick]);
    await runners.setRole(brian, derrick, 'moderator');
    await runners.setRole(brian, clarie, 'moderator');
    await runners.leave(brian);
    expect(await tribes.stored(runners)).toMatchObject({ owner: clarie.id, count: 3 });
    await runners.leave(clarie);
    await runners.leave(derrick);
    expect(await tribes.stored(runners)).toMatchObject({
      members: [[alvin.id, 'admin']],
      owner: alvin.id,
    });
    expect((await runners.remove(alvin, alvin)).status).toBe(204);
    const left = ['member-left', 'handed-over'];
    expect((await tribes.eventsOf(runners.id)).slice(-8)).toEqual([
      ...left,
      ...left,
      ...left,
      'member-left',
      'archived',
    ]);
    expect((await runners.look(alvin)).body.code).toBe('TRIBE_NOT_FOUND');
  });
});

test('repeated requests with the same Idempotency-Key create, join and invite once', async () => {
  const [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
  const headers = { 'idempotency-key': newId() };
  const made = async () =>
    (await brian.post('/api/v1/tribes', { name: 'Runners' }, { headers })).body.id;
  const id = await made();
  expect(await made()).toBe(id);
  const runners = new TribeApi('tribe', id);
  const invited = async () => {
    const { status, body } = await brian.post(
      `${runners.path}/invites`,
      { user_id: alvin.id },
      { headers: { 'idempotency-key': 'invite' } },
    );
    return [status, body.id];
  };
  expect(await invited()).toEqual(await invited());
  for (let time = 0; time < 2; time++)
    expect((await alvin.post(`${runners.path}/join`, undefined, { headers })).body).toEqual({
      status: 'member',
    });
  expect(await tribes.eventsOf(id)).toEqual(['created', 'member-invited', 'member-joined']);
});

test('refuses more owned tribes or open requests than the limits with 409 TRIBE_LIMIT_REACHED', async () => {
  const small = new Tribes(
    await startTribe({
      services: [socialGraph],
      env: { OWNED_TRIBE_LIMIT: '2', OPEN_JOIN_REQUEST_LIMIT: '1' },
    }),
  );
  try {
    const [brian, alvin] = (await small.people(2)) as [Person, Person];
    const runners = await small.create('tribe', brian, [], { require_approval: true });
    const two = await small.create('group', brian, [], { require_approval: true });
    expect((await createTribe(brian, 'team', { name: 'Third' })).body.code).toBe(
      'TRIBE_LIMIT_REACHED',
    );
    await runners.join(alvin);
    expect((await two.join(alvin)).body.code).toBe('TRIBE_LIMIT_REACHED');
    await runners.withdraw(alvin);
    expect((await two.join(alvin)).status).toBe(200);
    await runners.archive(brian);
    expect((await createTribe(brian, 'team', { name: 'Third' })).status).toBe(201);
  } finally {
    await small.tribe.stop();
  }
});
