import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Person } from '@tribe/testing';
import { SystemDiary } from '../checkin/checkin.test-support';
import { GoalsWorld } from '../goals-world.test-support';
import { BadgeKeys } from './badge-keys';

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

let world: GoalsWorld;
beforeAll(async () => {
  world = await GoalsWorld.start();
  world.advanceTo('13:38');
  await world.partner(world.brian, world.alvin);
});
afterAll(() => world.stop());

const badges = '/api/v1/badges';
const refusalOf = ({ status, body }: Loose) => [status, body.code];

/** A system of the owner with check-ins on the last days, and a proposal about them. */
async function proposal(owner: Person, partner: Person, fields: object = {}) {
  const diary = await SystemDiary.open(world, owner, 6);
  for (const daysAgo of [5, 4, 2]) await diary.checkIn(daysAgo);
  const body = {
    partner_id: partner.id,
    system_id: diary.id,
    starts_on: diary.date(5),
    ends_on: diary.date(1),
    ...fields,
  };
  return { diary, body, answer: await owner.post(badges, body) };
}

async function publishedKeys(): Promise<Loose[]> {
  return (await world.tribe.client().get('/api/v1/badge-keys')).body.keys;
}

/** Verifies a badge as anyone can who has the badge and the published keys. */
function isGenuine(badge: Loose, keys: readonly Loose[]): boolean {
  const { kty, crv, x } = keys.find(({ kid }) => kid === badge.key_id);
  const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });

  return verify(
    null,
    Buffer.from(badge.signed_text, 'utf8'),
    key,
    Buffer.from(badge.signature, 'base64url'),
  );
}

test('a partner confirms a commitment, and the signed badge verifies offline', async () => {
  const { brian, alvin } = world;
  const { answer, diary } = await proposal(brian, alvin);
  const commitment = {
    type: 'system',
    id: diary.id,
    title: 'Read',
    starts_on: diary.date(5),
    ends_on: diary.date(1),
    done_days: 3,
    due_days: 5,
    best_streak: 2,
    streak_unit: 'days',
  };
  expect([answer.status, answer.body]).toMatchObject([
    201,
    { status: 'proposed', commitment, signature: null, partner: { username: alvin.username } },
  ]);
  const path = `${badges}/${answer.body.id}`;
  expect(refusalOf(await brian.put(`${path}/confirm`))).toEqual([403, 'PERMISSION_DENIED']);
  const { status, body } = await alvin.put(`${path}/confirm`);
  expect([status, body.status]).toEqual([200, 'signed']);

  const keys = await publishedKeys();
  expect(keys).toHaveLength(1);
  expect(Object.keys(keys[0]).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  expect(isGenuine(body, keys)).toBe(true);
  const forged = {
    ...body,
    signed_text: body.signed_text.replace('"done_days":3', '"done_days":5'),
  };
  expect(forged.signed_text).not.toBe(body.signed_text);
  expect(isGenuine(forged, keys)).toBe(false);
  expect(JSON.parse(body.signed_text)).toEqual({
    format: 'tribe-badge/1',
    id: body.id,
    owner_id: brian.id,
    partner_id: alvin.id,
    commitment,
    proposed_at: answer.body.proposed_at,
    signed_at: body.signed_at,
    key_id: keys[0].kid,
  });
  expect((await alvin.put(`${path}/confirm`)).body).toEqual(body);
  expect(refusalOf(await brian.delete(path))).toEqual([409, 'BADGE_SIGNED']);
  expect((await world.eventsOf(body.id)).map(({ name, version }) => [name, version])).toEqual([
    ['BadgeProposed', 1],
    ['BadgeSigned', 2],
  ]);
});

test('a block hides a proposal from the partner, and keeps a signed badge for both', async () => {
  const [owner, partner] = [await world.newFriend('odette'), await world.newFriend('pierre')];
  await world.partner(owner, partner);
  const signed = await proposal(owner, partner);
  await partner.put(`${badges}/${signed.answer.body.id}/confirm`);
  const open = await proposal(owner, partner);
  const path = `${badges}/${open.answer.body.id}`;
  const listed = async (person: Person) =>
    (await person.get(badges)).body.badges.map(({ id }: Loose) => id);
  const all = [open.answer.body.id, signed.answer.body.id];
  expect(await listed(partner)).toEqual(all);

  await world.block(owner, partner);
  expect(await listed(partner)).toEqual([signed.answer.body.id]);
  expect(await listed(owner)).toEqual(all);
  const unknown = [404, 'BADGE_NOT_FOUND'];
  expect(refusalOf(await partner.get(path))).toEqual(unknown);
  expect(refusalOf(await partner.put(`${path}/confirm`))).toEqual(unknown);
  expect(refusalOf(await partner.delete(path))).toEqual(unknown);
});

test('several confirmations at the same time sign once', async () => {
  const { answer } = await proposal(world.brian, world.alvin);
  const path = `${badges}/${answer.body.id}/confirm`;
  const answers = await Promise.all(Array.from({ length: 4 }, () => world.alvin.put(path)));
  expect(new Set(answers.map(({ body }) => body.signature)).size).toBe(1);
  expect(await world.eventsOf(answer.body.id)).toHaveLength(2);
});

test('a key that is retired still verifies, by its id', async () => {
  const { answer } = await proposal(world.brian, world.alvin);
  const { body } = await world.alvin.put(`${badges}/${answer.body.id}/confirm`);
  const [old] = await publishedKeys();
  const next = { BADGE_KEY_SECRET: 'x'.repeat(32), BADGE_RETIRED_KEYS: [old.x] };
  const { published } = new BadgeKeys(next);
  expect(published).toEqual([expect.not.objectContaining({ kid: old.kid }), old]);
  expect(new BadgeKeys(next).published).toEqual(published);
  expect(isGenuine(body, published)).toBe(true);
  const thumbprint = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${old.x}"}`);
  expect(old.kid).toBe(thumbprint.digest('base64url'));
});

test('a commitment that changed after the proposal cannot be confirmed', async () => {
  const { answer, diary } = await proposal(world.brian, world.alvin);
  await diary.checkIn(3);
  const path = `${badges}/${answer.body.id}`;
  const before = await world.written();
  expect(refusalOf(await world.alvin.put(`${path}/confirm`))).toEqual([409, 'BADGE_OUTDATED']);
  expect(await world.written()).toBe(before);
  expect((await world.alvin.delete(path)).status).toBe(204);
  expect(refusalOf(await world.brian.get(path))).toEqual([404, 'BADGE_NOT_FOUND']);
});

test('a proposal needs a partner, own and shared days that are over, and something done', async () => {
  const { brian, alvin, clarie } = world;
  const { body, diary, answer } = await proposal(brian, alvin);
  const before = await world.written();
  const refused = async (fields: object) =>
    refusalOf(await brian.post(badges, { ...body, ...fields }));

  expect(refusalOf(await brian.post(badges, body))).toEqual([409, 'BADGE_EXISTS']);
  expect(await refused({ partner_id: clarie.id })).toEqual([404, 'USER_NOT_FOUND']);
  expect(await refused({ ends_on: diary.date(0) })).toEqual([422, 'BADGE_RANGE_INVALID']);
  expect(await refused({ starts_on: diary.date(0) })).toEqual([422, 'BADGE_RANGE_INVALID']);
  expect(await refused({ starts_on: diary.date(367) })).toEqual([422, 'BADGE_RANGE_INVALID']);
  expect(await refused({ starts_on: diary.date(1) })).toEqual([409, 'BADGE_COMMITMENT_EMPTY']);
  expect(await refused({ goal_id: diary.id })).toEqual([422, 'VALIDATION_FAILED']);
  expect(await world.written()).toBe(before);
  const other = await world.newSystem(alvin);
  expect(await refused({ system_id: other.id })).toEqual([404, 'SYSTEM_NOT_FOUND']);
  await brian.patch(diary.path, { shared_with_partner: false });
  expect(await refused({ ends_on: diary.date(2) })).toEqual([404, 'SYSTEM_NOT_FOUND']);
  expect(refusalOf(await clarie.get(`${badges}/${answer.body.id}`))).toEqual([
    404,
    'BADGE_NOT_FOUND',
  ]);
  expect(refusalOf(await clarie.put(`${badges}/${answer.body.id}/confirm`))).toEqual([
    404,
    'BADGE_NOT_FOUND',
  ]);
});

test('a goal can have a badge when it is completed', async () => {
  const { brian, alvin } = world;
  const goal = await world.newGoal(brian);
  const date = (days: number) =>
    new Date(world.tribe.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const body = {
    partner_id: alvin.id,
    goal_id: goal.id,
    starts_on: date(-30),
    ends_on: date(0),
  };
  expect(refusalOf(await brian.post(badges, body))).toEqual([409, 'GOAL_NOT_COMPLETED']);
  await brian.post(`/api/v1/goals/${goal.id}/complete`);
  expect(refusalOf(await alvin.post(badges, { ...body, partner_id: brian.id }))).toEqual([
    404,
    'GOAL_NOT_FOUND',
  ]);
  const { body: proposed } = await brian.post(badges, body);
  const { body: signed } = await alvin.put(`${badges}/${proposed.id}/confirm`);
  expect(isGenuine(signed, await publishedKeys())).toBe(true);
  expect(signed.commitment).toMatchObject({ type: 'goal', title: goal.title, best_streak: null });
});

test('badges are listed newest first for both users, and an erasure deletes those of their owner', async () => {
  const [owner, partner] = [await world.newFriend('oz'), await world.newFriend('pia')];
  await world.partner(owner, partner);
  const first = (await proposal(owner, partner)).answer.body.id;
  const second = (await proposal(partner, owner)).answer.body.id;
  const ids = async (person: Person) =>
    (await person.get(badges)).body.badges.map(({ id }: Loose) => id);
  expect([await ids(owner), await ids(partner)]).toEqual([
    [second, first],
    [second, first],
  ]);
  await partner.put(`${badges}/${first}/confirm`);
  expect(await world.exportOf(owner, 'badges')).toMatchObject([{ id: first }]);
  await world.erase(partner);
  const { body } = await owner.get(badges);
  expect(body.badges).toMatchObject([{ id: first, status: 'signed' }]);
  await world.erase(owner);
  expect(await world.rows('SELECT FROM badges WHERE owner_id = $1', [owner.id])).toEqual([]);
});
