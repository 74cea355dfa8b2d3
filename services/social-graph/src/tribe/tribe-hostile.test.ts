import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe, tokenFlaws } from '@tribe/testing';
import { socialGraph } from '..';
import { teamRoles } from './team-permissions.rules';
import { tribeKinds } from './tribe-roles.rules';
import { answer, make, One, pathOf, Tribes } from './tribe.test-support';

let tribe: Tribe;
let tribes: Tribes;
let brian: Person;
let alvin: Person;
let stranger: Person;
let hidden: One;
let open: One;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  tribes = new Tribes(tribe);
  [brian, alvin] = (await tribes.friends(2)) as [Person, Person];
  [stranger] = (await tribes.people(1)) as [Person];
  hidden = await tribes.made('group', brian, [alvin], { privacy_level: 'private' });
  open = await tribes.made('group', brian, [alvin], { require_approval: true });
});
afterAll(() => tribe.stop());

const somebody = newId();

const everyEndpoint = tribeKinds.flatMap((kind): [string, string][] => {
  const path = pathOf(kind);
  const one = `${path}/${somebody}`;
  return [
    ['GET', path],
    ['POST', path],
    ['GET', `${path}/discover`],
    ['GET', `${path}/invites`],
    ['PUT', `${path}/invites/${somebody}/accept`],
    ['PUT', `${path}/invites/${somebody}/decline`],
    ['GET', one],
    ['PATCH', one],
    ['DELETE', one],
    ['GET', `${one}/members`],
    ['PUT', `${one}/members/${somebody}`],
    ['DELETE', `${one}/members/${somebody}`],
    ['POST', `${one}/leave`],
    ['PUT', `${one}/owner`],
    ['POST', `${one}/invites`],
    ['GET', `${one}/invites`],
    ['DELETE', `${one}/invites/${somebody}`],
    ['POST', `${one}/join`],
    ['DELETE', `${one}/join`],
    ['GET', `${one}/requests`],
    ['PUT', `${one}/requests/${somebody}/approve`],
    ['PUT', `${one}/requests/${somebody}/reject`],
  ];
});

test.each(everyEndpoint)(
  '%s %s is closed without a token and to every flawed one',
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

/** Everything somebody can try with one of them. */
const attempts = (one: One, by: Person) => [
  one.look(by),
  one.change(by, { name: 'Mine now' }),
  one.archive(by),
  one.members(by),
  one.setRole(by, brian, 'member'),
  one.setRole(by, by, 'admin'),
  one.remove(by, alvin),
  one.leave(by),
  one.handOver(by, by),
  one.invite(by, alvin),
  one.sent(by),
  one.takeBack(by, somebody),
  one.requests(by),
  one.approve(by, somebody),
  one.reject(by, somebody),
  one.withdraw(by),
];

const everything = () =>
  tribes.rows(`SELECT (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM tribes t) AS tribes,
                      (SELECT jsonb_agg(to_jsonb(m) ORDER BY tribe_id, user_id) FROM tribe_members m) AS members,
                      (SELECT jsonb_agg(to_jsonb(i) ORDER BY id) FROM tribe_invitations i) AS invitations,
                      (SELECT jsonb_agg(to_jsonb(r) ORDER BY id) FROM tribe_join_requests r) AS requests,
                      (SELECT count(*) FROM outbox) AS events`);

describe('what is refused writes nothing', () => {
  let before: unknown;
  beforeEach(async () => {
    before = await everything();
  });
  afterEach(async () => expect(await everything()).toEqual(before));

  test('to strangers a private one does not exist: every answer is that of an id nobody ever had', async () => {
    const nowhere = new One('group', somebody);
    const answered = await Promise.all([...attempts(hidden, stranger), hidden.join(stranger)]);
    const unknown = await Promise.all([...attempts(nowhere, stranger), nowhere.join(stranger)]);
    const plain = ({ status, body }: (typeof answered)[number]) => ({
      status,
      body: { ...body, request_id: '' },
    });
    expect(answered.map(plain)).toEqual(unknown.map(plain));
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([404]));
  });

  test('of a public one strangers see what it is, and may nothing', async () => {
    const [look, ...rest] = await Promise.all(attempts(open, stranger));
    expect([look?.status, look?.body.my_role]).toEqual([200, null]);
    const withdrawn = rest.pop();
    expect(withdrawn?.status).toBe(204);
    expect(rest.map(({ status, body }) => [status, body.code])).toEqual(
      rest.map(() => [403, 'PERMISSION_DENIED']),
    );
  });

  test('a member may look and go, nothing else', async () => {
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
      open.takeBack(alvin, somebody),
      open.requests(alvin),
      open.approve(alvin, somebody),
      open.reject(alvin, somebody),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
  });

  test('somebody who was in a private one and left sees nothing of it any more', async () => {
    const [clarie] = (await tribes.people(1)) as [Person];
    const one = await tribes.made('group', brian, [clarie]);
    await one.change(brian, { privacy_level: 'private' });
    await one.leave(clarie);
    before = await everything();
    for (const { status } of await Promise.all(attempts(one, clarie))) expect(status).toBe(404);
  });

  test('the requests of one are not answered through another', async () => {
    const asking = (await tribes.people(1))[0]!;
    const other = await tribes.made('group', brian, [], { require_approval: true });
    await other.join(asking);
    before = await everything();
    const id = await other.newestRequest(brian);
    expect((await open.approve(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await open.reject(brian, id)).body.code).toBe('TRIBE_JOIN_REQUEST_NOT_FOUND');
    expect((await answer(asking, 'group', id, 'accept')).body.code).toBe(
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
    ['room for one', { name: 'x', max_members: 1 }],
    ['room for many', { name: 'x', max_members: 51 }],
    ['room for a half', { name: 'x', max_members: 2.5 }],
    ['a script as image', { name: 'x', image_url: 'javascript:alert(1)' }],
    ['an owner', { name: 'x', owner_id: somebody }],
    ['a count', { name: 'x', member_count: 100 }],
    ['a kind', { name: 'x', kind: 'team' }],
    ['an archive', { name: 'x', archived_at: null }],
    ['a list', []],
  ])('a group with %s', async (_name, body) => {
    expect(Math.floor((await make(brian, 'group', body)).status / 100)).toBe(4);
    if (!Array.isArray(body) && Object.keys(body).length > 0)
      expect(Math.floor((await open.change(brian, body)).status / 100)).toBe(4);
  });

  test('roles of another kind and made-up ones', async () => {
    for (const role of ['coach', 'player', 'owner', '', 'ADMINISTRATOR', '__proto__'])
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

  test('a cursor of one list in another', async () => {
    const { next_cursor } = (await open.members(brian, '?limit=1')).body.pagination;
    for (const path of ['', '/discover', '/invites', `/${open.id}/requests`])
      expect((await brian.get(`/api/v1/groups${path}?cursor=${next_cursor}`)).body.code).toBe(
        'CURSOR_INVALID',
      );
  });
});

describe('a team', () => {
  test('knows its six roles, whatever the case, and nobody gives one that is not below their own', async () => {
    const [owner, ...players] = (await tribes.friends(6)) as [Person, ...Person[]];
    const team = await tribes.made('team', owner, players);
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
    expect((await tribes.inside(team)).members.map(([, role]) => role).toSorted()).toEqual(
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
    expect((await team.setRole(owner, alumni, 'member')).body.code).toBe('VALIDATION_FAILED');
  });
});
