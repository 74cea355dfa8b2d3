import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';

const path = '/api/v1/notifications/push-tokens';
let tribe: Tribe;
let brian: Person;
let alvin: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
});
afterAll(() => tribe.stop());

const register = (person: Person, token: string) =>
  person.post(path, { token, device_type: 'ios' });
const tokensOf = async ({ id }: Person): Promise<string[]> => {
  const db = await tribe.db('notifications');
  const text = 'SELECT token FROM devices WHERE user_id = $1 ORDER BY id';
  return (await db.query<{ token: string }>(text, [id])).rows.map(({ token }) => token);
};

test('a device is registered with 201, and returned with 200 afterwards', async () => {
  const first = await register(brian, 'first');
  const again = await register(brian, 'first');
  expect(first).toMatchObject({ status: 201, body: { device_type: 'ios' } });
  expect([again.status, again.body]).toEqual([200, first.body]);
});

test('a token belongs to the user who registered it last', async () => {
  const { body } = await register(brian, 'shared');
  const moved = await register(alvin, 'shared');
  expect([moved.status, await tokensOf(alvin)]).toEqual([201, ['shared']]);
  expect(await tokensOf(brian)).not.toContain('shared');

  const removed = await brian.delete(`${path}/${body.id}`);
  expect([removed.status, removed.body.code]).toEqual([404, 'PUSH_TOKEN_NOT_FOUND']);
  expect((await alvin.delete(`${path}/${moved.body.id}`)).status).toBe(204);
  expect(await tokensOf(alvin)).toEqual([]);
});

test('a user has at most 20 devices: the oldest are forgotten', async () => {
  const person = await tribe.person('clarie');
  for (let n = 0; n < 22; n += 1) await register(person, `device ${n}`.replace(' ', '-'));
  const tokens = await tokensOf(person);
  expect([tokens.length, tokens[0], tokens.at(-1)]).toEqual([20, 'device-2', 'device-21']);
});

test.each(['', 'with space', 'x'.repeat(513), 'ü'])(
  'refuses the token %j with 422',
  async (token) => {
    expect((await register(brian, token)).status).toBe(422);
  },
);
