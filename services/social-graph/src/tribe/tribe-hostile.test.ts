import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe, tokenFlaws } from '@tribe/testing';
import { socialGraph } from '..';
import { teamRoles } from './team-permissions.rules';
import { tribeKinds } from './tribe-roles.rules';
import { answer, createTribe, TribeApi, pathOf, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;
let brian: Person;
let alvin: Person;
let stranger: Person;
let hidden: TribeApi;
let open: TribeApi;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
  [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
  [stranger] = (await tribes.people(1)) as [Person];
  hidden = await tribes.create('group', brian, [alvin], { privacy_level: 'private' });
  open = await tribes.create('group', brian, [alvin], { require_approval: true });
});
afterAll(() => tribe.stop());

const unknownId = newId();

const everyEndpoint = tribeKinds.flatMap((kind): [string, string][] => {
  const path = pathOf(kind);
  const tribePath = `${path}/${unknownId}`;
  return [
    ['GET', path],
    ['POST', path],
    ['GET', `${path}/discover`],
    ['GET', `${path}/invites`],
    ['PUT', `${path}/invites/${unknownId}/accept`],
    ['PUT', `${path}/invites/${unknownId}/decline`],
    ['GET', tribePath],
    ['PATCH', tribePath],
    ['DELETE', tribePath],
    ['GET', `${tribePath}/members`],
    ['PUT', `${tribePath}/members/${unknownId}`],
    ['DELETE', `${tribePath}/members/${unknownId}`],
    ['POST', `${tribePath}/leave`],
    ['PUT', `${tribePath}/owner`],
    ['POST', `${tribePath}/invites`],
    ['GET', `${tribePath}/invites`],
    ['DELETE', `${tribePath}/invites/${unknownId}`],
    ['POST', `${tribePath}/join`],
    ['DELETE', `${tribePath}/join`],
    ['GET', `${tribePath}/requests`],
    ['PUT', `${tribePath}/requests/${unknownId}/approve`],
    ['PUT', `${tribePath}/requests/${unknownId}/reject`],
  ];
});

test.each(everyEndpoint)(
  '%s %s answers 401 without a token and to every flawed token',
  async (method, path) => {
    expect((await tribe.client().request(method, path)).status).toBe(401);
    for (const flaw of tokenFlaws) {
      const token = tribe.tokens.sign({ user_id: brian.id }, flaw);
      expect([flaw, (await tribe.client({ token }).request(method, path)).status]).toEqual([
        flaw,
        401,
      ]);
    }
  },
);

/** Every action of a user on a tribe, group or team. */
const attempts = (runners: TribeApi, by: Person) => [
  runners.look(by),
  runners.change(by, { name: 'Mine now' }),
  runners.archive(by),
  runners.members(by),
  runners.setRole(by, brian, 'member'),
  runners.setRole(by, by, 'admin'),
  runners.remove(by, alvin),
  runners.leave(by),
  runners.handOver(by, by),
  runners.invite(by, alvin),
  runners.sent(by),
  runners.withdrawInvite(by, unknownId),
  runners.requests(by),
  runners.approve(by, unknownId),
  runners.reject(by, unknownId),
  runners.withdraw(by),
];

const everything = () =>
  tribes.rows(`SELECT (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM tribes t) AS tribes,
                      (SELECT jsonb_agg(to_jsonb(m) ORDER BY tribe_id, user_id) FROM tribe_members m) AS members,
                      (SELECT jsonb_agg(to_jsonb(i) ORDER BY id) FROM tribe_invitations i) AS invitations,
                      (SELECT jsonb_agg(to_jsonb(r) ORDER BY id) FROM tribe_join_requests r) AS requests,
                      (SELECT count(*) FROM outbox) AS events`);

describe('refused requests write nothing', () => {
  let before: unknown;
  beforeEach(async () => {
    before = await everything();
  });
  afterEach(async () => expect(await everything()).toEqual(before));

  test('a stranger of a private group gets the answers for an unknown group', async () => {
    const unknownGroup = new TribeApi('group', unknownId);
    const answered = await Promise.all([...attempts(hidden, stranger), hidden.join(stranger)]);
    const unknown = await Promise.all([
      ...attempts(unknownGroup, stranger),
      unknownGroup.join(stranger),
    ]);
    const plain = ({ status, body }: (typeof answered)[number]) => ({
      status,
      body: { ...body, request_id: '' },
    });
    expect(answered.map(plain)).toEqual(unknown.map(plain));
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([404]));
  });

  test('a stranger of a public group sees it and gets 403 for every action', async () => {
    const [look, ...rest] = await Promise.all(attempts(open, stranger));
    expect([look?.status, look?.body.my_role]).toEqual([200, null]);
    const withdrawn = rest.pop();
    expect(withdrawn?.status).toBe(204);
    expect(rest.map(({ status, body }) => [status, body.code])).toEqual(
      rest.map(() => [403, 'PERMISSION_DENIED']),
    );
  });

  test('a member without permissions sees the group and its members and gets 403 for every action', async () => {
    expect((await open.look(alvin)).status).toBe(200);
    expect((await open.members(alvin)).status).toBe(200);
    const refused = await Promise.all([
      open.change(alvin, { name: 'Mine now' }),
      open.archive(alvin),
      open.setRole(alvin, alvin, 'admin'),
      open.setRole(alvin, brian, 'member'),
      open.setRole(alvin, stranger, 'member'),
      open.remove(alvin, brian),
      open.remove(alvin, stranger),
      open.handOver(alvin, alvin),
      open.invite(alvin, brian),
      open.sent(alvin),
      open.withdrawInvite(alvin, unknownId),
      open.requests(alvin),
      open.approve(alvin, unknownId),
      open.reject(alvin, unknownId),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
  });

  test('a member who left a private group gets 404', async () => {
    const [clarie] = (await tribes.people(1)) as [Person];
    const runners = await tribes.create('group', brian, [clarie]);
    await runners.change(brian, { privacy_level: 'private' });
    await runners.leave(clarie);
    before = await everything();
    for (const { status } of await Promise.all(attempts(runners, clarie))) expect(status).toBe(404);
  });

  test('requests of a group are not answered through another group', async () => {
    const requester = (await tribes.people(1))[0]!;
    const other = await tribes.create('group', brian, [], { require_approval: true });
    await other.join(requester);
    before = await everything();
    const id = await other.newestRequest(brian);
    expect((await open.approve(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await open.reject(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await answer(requester, 'group', id, 'accept')).body.code).toBe(
      'TRIBE_INVITATION_NOT_FOUND',
    );
  });

  test.each([
    ['nothing', {}],
    ['no name', { name: '  ' }],
    ['a long name', { name: 'x'.repeat(256) }],
    ['a name with a NUL', { name: 'a\u0000b' }],
    ['an unknown privacy', { name: 'x', privacy_level: 'secret' }],
    ['two privacies', { name: 'x', privacy_level: 'public', is_private: true }],
    ['a max_members of 1', { name: 'x', max_members: 1 }],
    ['a max_members above the limit', { name: 'x', max_members: 51 }],
    ['a max_members with decimals', { name: 'x', max_members: 2.5 }],
    ['a script as image', { name: 'x', image_url: 'javascript:alert(1)' }],
    ['an image over http', { name: 'x', image_url: 'http://example.com/x.png' }],
    ['an image on this machine', { name: 'x', cover_image_url: 'https://127.0.0.1/x.png' }],
    ['an image with credentials', { name: 'x', group_image_url: 'https://a:b@example.com/x' }],
    ['an owner_id', { name: 'x', owner_id: unknownId }],
    ['a member_count', { name: 'x', member_count: 100 }],
    ['a kind', { name: 'x', kind: 'team' }],
    ['an archived_at', { name: 'x', archived_at: null }],
    ['a list', []],
  ])('a group with %s', async (_name, body) => {
    expect(Math.floor((await createTribe(brian, 'group', body)).status / 100)).toBe(4);
    if (!Array.isArray(body) && Object.keys(body).length > 0)
      expect(Math.floor((await open.change(brian, body)).status / 100)).toBe(4);
  });

  test('roles of another kind and unknown roles', async () => {
    for (const role of ['coach', 'player'])
      expect((await open.setRole(brian, alvin, role)).body.code).toBe('TRIBE_ROLE_NOT_OFFERED');
    for (const role of ['owner', '', 'ADMINISTRATOR', '__proto__'])
      expect((await open.setRole(brian, alvin, role)).body.code).toBe('VALIDATION_FAILED');
    expect((await brian.put(`${open.path}/members/${alvin.id}`, { role: null })).status).toBe(422);
    expect(
      (await brian.put(`${open.path}/members/${alvin.id}`, { role: 'member', user_id: brian.id }))
        .status,
    ).toBe(422);
  });

  test.each(['limit=0', 'limit=101', 'page=0', 'cursor=AAAA', 'unknown=1'])(
    'lists with ?%s',
    async (query) => {
      for (const path of [
        '',
        '/discover',
        '/invites',
        `/${open.id}/members`,
        `/${open.id}/requests`,
        `/${open.id}/invites`,
      ])
        expect(Math.floor((await brian.get(`/api/v1/groups${path}?${query}`)).status / 100)).toBe(
          4,
        );
    },
  );

  test('a cursor of another list', async () => {
    const { next_cursor } = (await open.members(brian, '?limit=1')).body.pagination;
    for (const path of ['', '/discover', '/invites', `/${open.id}/requests`])
      expect((await brian.get(`/api/v1/groups${path}?cursor=${next_cursor}`)).body.code).toBe(
        'CURSOR_INVALID',
      );
  });
});

describe('a team', () => {
  test('takes its six roles in any case, and members give lower roles than their own only', async () => {
    const [owner, ...players] = (await tribes.friends(6)) as [Person, ...Person[]];
    const team = await tribes.create('team', owner, players);
    for (const [index, role] of teamRoles.slice(1).entries())
      expect(
        (await team.setRole(owner, players[index]!, role[0]!.toUpperCase() + role.slice(1))).status,
      ).toBe(200);
    const [coach, trainer, captain, player, alumni] = players as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    expect((await tribes.stored(team)).members.map(([, role]) => role).toSorted()).toEqual(
      [...teamRoles].toSorted(),
    );
    expect((await team.setRole(coach, player, 'trainer')).status).toBe(200);
    expect((await team.setRole(coach, player, 'coach')).status).toBe(403);
    expect((await team.setRole(trainer, captain, 'player')).status).toBe(403);
    expect((await team.remove(trainer, captain)).status).toBe(204);
    expect((await team.remove(trainer, coach)).status).toBe(403);
    expect((await team.change(coach, { name: 'Sharks' })).status).toBe(200);
    expect((await team.change(trainer, { name: 'Whales' })).status).toBe(403);
    expect((await team.requests(alumni)).status).toBe(403);
    expect((await team.setRole(owner, alumni, 'member')).body.code).toBe('TRIBE_ROLE_NOT_OFFERED');
  });
});
