import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { Climber } from './second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const path = '/api/v1/auth/second-factor';
const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}

test('an app counts once its first code is confirmed, and not before', async () => {
  const climber = await Climber.register(tribe);
  const { status, body } = await climber.enrol();
  expect(status).toBe(201);
  expect(body).toEqual({
    secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    otpauth_uri: expect.stringContaining(
      `otpauth://totp/Tribe:${encodeURIComponent(climber.email)}?`,
    ),
  });
  expect((await climber.api.get(path)).body).toEqual({
    enabled: false,
    enabled_at: null,
    recovery_codes_left: 0,
  });
  expect((await climber.logIn()).status).toBe(200);

  const confirmed = await climber.confirm();
  expect(confirmed.status).toBe(200);
  expect(new Set(confirmed.body.recovery_codes).size).toBe(10);
  expect((await climber.api.get(path)).body).toEqual({
    enabled: true,
    enabled_at: expect.any(String),
    recovery_codes_left: 10,
  });
  expect(told(await climber.logIn())).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
});

test('neither the secret nor a recovery code lies readable in the database', async () => {
  const climber = await Climber.register(tribe);
  const { secret } = (await climber.enrol()).body;
  await climber.confirm();
  const [factor] = await rowsOf('SELECT sealed_secret FROM second_factors WHERE user_id = $1', [
    climber.id,
  ]);
  expect(factor.sealed_secret.toString('latin1')).not.toContain(secret);
  const codes = await rowsOf('SELECT code_hash FROM recovery_codes WHERE user_id = $1', [
    climber.id,
  ]);
  expect(codes.map(({ code_hash: hash }) => hash)).toEqual(
    Array(10).fill(expect.stringMatching(/^[0-9a-f]{64}$/)),
  );
});

test('a secret moved to somebody else’s row opens nothing there', async () => {
  const [climber, thief] = [await Climber.withApp(tribe), await Climber.withApp(tribe)];
  await rowsOf(
    'UPDATE second_factors SET sealed_secret = (SELECT sealed_secret FROM second_factors WHERE user_id = $1) WHERE user_id = $2',
    [thief.id, climber.id],
  );
  expect((await climber.finish(await climber.challenge(), thief.nextCode())).status).toBe(500);
});

test('setting up again before the first code starts over; afterwards it is refused', async () => {
  const climber = await Climber.register(tribe);
  await climber.enrol();
  const old = climber.code();
  await climber.enrol();
  expect(told(await climber.api.post(`${path}/confirm`, { code: old }))).toEqual([
    403,
    'SECOND_FACTOR_CODE_WRONG',
  ]);
  expect((await climber.confirm()).status).toBe(200);
  expect(told(await climber.enrol())).toEqual([409, 'SECOND_FACTOR_ENABLED']);
  const again = await climber.api.post(`${path}/confirm`, { code: climber.nextCode() });
  expect(told(again)).toEqual([409, 'SECOND_FACTOR_ENABLED']);
});

test('removing it needs a session that has just shown who it is', async () => {
  const climber = await Climber.withApp(tribe);
  tribe.clock.advance(11 * 60_000);
  for (const attempt of [climber.api.delete(path), climber.api.post(`${path}/recovery-codes`)])
    expect(told(await attempt)).toEqual([403, 'RECENT_AUTHENTICATION_REQUIRED']);
  expect((await climber.api.post('/api/v1/auth/step-up', { code: climber.code() })).status).toBe(
    200,
  );
  expect((await climber.api.delete(path)).status).toBe(204);
  expect((await climber.logIn()).status).toBe(200);
  expect(told(await climber.api.delete(path))).toEqual([409, 'SECOND_FACTOR_NOT_ENABLED']);
  expect(await rowsOf('SELECT FROM recovery_codes WHERE user_id = $1', [climber.id])).toEqual([]);
});

test('a stolen session cannot set up an app of the thief', async () => {
  const climber = await Climber.register(tribe);
  tribe.clock.advance(11 * 60_000);
  expect(told(await climber.enrol())).toEqual([403, 'RECENT_AUTHENTICATION_REQUIRED']);
});

test('new recovery codes replace the old ones', async () => {
  const climber = await Climber.withApp(tribe);
  const [old] = climber.recoveryCodes;
  const { status, body } = await climber.api.post(`${path}/recovery-codes`);
  expect([status, body.recovery_codes]).toEqual([
    201,
    Array(10).fill(expect.stringMatching(/^(\w{4}-){2}\w{4}$/)),
  ]);
  const challenge = await climber.challenge();
  expect(told(await climber.finish(challenge, old ?? ''))).toEqual([
    403,
    'SECOND_FACTOR_CODE_WRONG',
  ]);
  expect((await climber.finish(challenge, body.recovery_codes[0])).status).toBe(200);
});

test('nobody without a second factor can renew its codes or confirm one', async () => {
  const climber = await Climber.register(tribe);
  expect(told(await climber.api.post(`${path}/recovery-codes`))).toEqual([
    409,
    'SECOND_FACTOR_NOT_ENABLED',
  ]);
  const confirmed = await climber.api.post(`${path}/confirm`, { code: '123456' });
  expect(told(confirmed)).toEqual([409, 'SECOND_FACTOR_NOT_ENABLED']);
});
