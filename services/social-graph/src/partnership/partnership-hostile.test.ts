import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe, tokenFlaws } from '@tribe/testing';
import { socialGraph } from '..';
import {
  act,
  change,
  inviteAgain,
  look,
  Partners,
  partnerships,
  startEmailDirectory,
} from './partnership.test-support';

let tribe: Tribe;
let partners: Partners;
let brian: Person;
let alvin: Person;
let stranger: Person;
let active: string;
let waiting: string;

beforeAll(async () => {
  tribe = await startTribe({
    services: [socialGraph],
    env: { PARTNERSHIP_INVITATIONS_PER_DAY: '4' },
  });
  partners = new Partners(tribe);
  await startEmailDirectory(tribe);
  [brian, alvin] = (await partners.friends(2)) as [Person, Person];
  [stranger] = (await partners.people(1)) as [Person];
  active = await partners.pair(brian, alvin);
  waiting = (await brian.post(partnerships, { user_id: alvin.id, kind: 'accountability' })).body.id;
});
afterAll(() => tribe.stop());

const unknownId = newId();
const acts = ['accept', 'decline', 'pause', 'resume', 'dissolve'] as const;

const everyEndpoint: [string, string][] = [
  ['GET', partnerships],
  ['POST', partnerships],
  ['POST', `${partnerships}/setup`],
  ['POST', `${partnerships}/accept`],
  ['POST', `${partnerships}/decline`],
  ['GET', `${partnerships}/${unknownId}`],
  ['PATCH', `${partnerships}/${unknownId}`],
  ['POST', `${partnerships}/${unknownId}/invite`],
  ...acts.map((action): [string, string] => ['PUT', `${partnerships}/${unknownId}/${action}`]),
];

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

const everything = () =>
  partners.rows(`SELECT (SELECT jsonb_agg(to_jsonb(p) ORDER BY id) FROM partnerships p) AS partnerships,
                        (SELECT jsonb_agg(to_jsonb(m) ORDER BY partnership_id, user_id) FROM partnership_members m) AS members,
                        (SELECT count(*) FROM partnership_invitation_log) AS invited,
                        (SELECT count(*) FROM due_jobs WHERE kind LIKE 'expire%') AS jobs,
                        (SELECT count(*) FROM outbox) AS events`);

describe('refused requests write nothing', () => {
  let before: unknown;
  beforeEach(async () => {
    before = await everything();
  });
  afterEach(async () => expect(await everything()).toEqual(before));

  test('a stranger gets the answers for an unknown partnership', async () => {
    for (const id of [active, waiting]) {
      const calls = (partnershipId: string) => [
        look(stranger, partnershipId),
        change(stranger, partnershipId, { name: 'Mine now' }),
        inviteAgain(stranger, partnershipId, { email: 'x@example.com' }),
        ...acts.map((what) => act(stranger, partnershipId, what)),
      ];
      const [real, unknown] = [await Promise.all(calls(id)), await Promise.all(calls(unknownId))];
      for (const [index, { status, body }] of real.entries()) {
        const plain = JSON.stringify({ ...body, request_id: '', instance: '' });
        const { request_id: _id, ...never } = unknown[index]!.body;
        expect(status).toBe(404);
        expect(plain).toBe(JSON.stringify({ ...never, request_id: '', instance: '' }));
      }
    }
  });

  test('the inviter cannot answer, and the invitee cannot invite other users', async () => {
    expect((await act(brian, waiting, 'accept')).status).toBe(404);
    expect((await act(brian, waiting, 'decline')).status).toBe(404);
    expect((await inviteAgain(alvin, waiting, { email: 'x@example.com' })).status).toBe(403);
  });

  test('an invitee who is not a friend is refused like an unknown user', async () => {
    const toStranger = await brian.post(partnerships, {
      user_id: stranger.id,
      kind: 'accountability',
    });
    const toUnknown = await brian.post(partnerships, { user_id: newId(), kind: 'accountability' });
    expect([toStranger.status, toStranger.body.code]).toEqual([422, 'PARTNER_NOT_A_FRIEND']);
    expect({ ...toStranger.body, request_id: '' }).toEqual({ ...toUnknown.body, request_id: '' });
    expect((await brian.post(partnerships, { user_id: brian.id })).body.code).toBe(
      'CANNOT_PARTNER_YOURSELF',
    );
    expect((await brian.post(partnerships, { user_id: brian.id.toUpperCase() })).body.code).toBe(
      'CANNOT_PARTNER_YOURSELF',
    );
  });

  test.each([
    ['nothing', {}],
    ['both an id and an address', { user_id: unknownId, email: 'x@example.com' }],
    ['no address', { email: 'not an address' }],
    ['an address that is too long', { email: `${'x'.repeat(300)}@example.com` }],
    ['two addresses', { email: 'a@example.com, b@example.com' }],
    ['a header smuggled into an address', { email: 'a@example.com\r\nBcc: b@example.com' }],
    ['an unknown kind', { email: 'x@example.com', kind: 'marriage' }],
    ['an unknown check-in frequency', { email: 'x@example.com', check_in_frequency: 'hourly' }],
    ['a status', { email: 'x@example.com', status: 'active' }],
    ['a user1_id', { email: 'x@example.com', user1_id: unknownId }],
    ['an empty name', { email: 'x@example.com', name: ' ' }],
    ['a long name', { email: 'x@example.com', name: 'x'.repeat(101) }],
    ['a name with a NUL', { email: 'x@example.com', name: 'a\u0000b' }],
    ['an object as id', { user_id: { $ne: null } }],
  ])('an invitation with %s', async (_name, body) => {
    for (const path of [
      partnerships,
      `${partnerships}/setup`,
      `${partnerships}/${waiting}/invite`,
    ]) {
      const { status, body: problem } = await brian.post(path, body);
      expect([Math.floor(status / 100), problem.code]).toEqual([
        4,
        expect.stringMatching(/^[A-Z_]+$/),
      ]);
    }
  });

  test.each(['', 'x', 'A'.repeat(64), 'A'.repeat(500), '../', '\u0000', 7, null, ['A'.repeat(64)]])(
    'the token %j',
    async (token) => {
      for (const what of ['accept', 'decline']) {
        const { status } = await alvin.post(`${partnerships}/${what}`, { token });
        expect(Math.floor(status / 100)).toBe(4);
      }
    },
  );

  test.each([
    'limit=0',
    'limit=101',
    'page=0',
    'cursor=AAAA',
    'status=evil',
    "kind='--",
    'unknown=1',
  ])('a list with ?%s', async (query) =>
    expect(Math.floor((await brian.get(`${partnerships}?${query}`)).status / 100)).toBe(4),
  );

  test('a change of a fixed field', async () => {
    for (const body of [
      { status: 'dissolved' },
      { kind: 'duo' },
      { user2_id: stranger.id },
      { version: 9 },
      [],
    ])
      expect((await change(brian, active, body)).status).toBeGreaterThanOrEqual(400);
  });
});

test('more invitations in a day than allowed are 429, also after withdrawals', async () => {
  const [sender] = (await partners.people(1)) as [Person];
  for (let each = 0; each < 4; each++) {
    const { status, body } = await sender.post(partnerships, {
      email: `friend${each}@example.com`,
    });
    expect(status).toBe(201);
    await act(sender, body.id, 'dissolve');
  }
  const { status, body, headers } = await sender.post(partnerships, {
    email: 'one.more@example.com',
  });
  expect([status, body.code]).toEqual([429, 'PARTNERSHIP_INVITATION_LIMIT_REACHED']);
  tribe.clock.advance(Number(headers['retry-after']) * 1000);
  expect((await sender.post(partnerships, { email: 'one.more@example.com' })).status).toBe(201);
});
