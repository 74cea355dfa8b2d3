import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { outcomeOf, rowsOf } from '../identity.test-support';
import { Climber } from './second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const path = '/api/v1/auth/second-factor';

test('an app takes effect when its first code is confirmed', async () => {
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
  expect(outcomeOf(await climber.logIn())).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
});

test('stores the secret encrypted and recovery codes hashed', async () => {
  const climber = await Climber.register(tribe);
  const { secret } = (await climber.enrol()).body;
  await climber.confirm();
  const [factor] = await rowsOf(
    tribe,
    'SELECT sealed_secret FROM second_factors WHERE user_id = $1',
    [climber.id],
  );
  expect(factor.sealed_secret.toString('latin1')).not.toContain(secret);
  const codes = await rowsOf(tribe, 'SELECT code_hash FROM recovery_codes WHERE user_id = $1', [
    climber.id,
  ]);
  expect(codes.map(({ code_hash: hash }) => hash)).toEqual(
    Array(10).fill(expect.stringMatching(/^[0-9a-f]{64}$/)),
  );
});

test('a secret that is copied to the row of another user cannot be decrypted', async () => {
  const [climber, thief] = [await Climber.withApp(tribe), await Climber.withApp(tribe)];
  await rowsOf(
    tribe,
    'UPDATE second_factors SET sealed_secret = (SELECT sealed_secret FROM second_factors WHERE user_id = $1) WHERE user_id = $2',
    [thief.id, climber.id],
  );
  expect((await climber.finish(await climber.challenge(), thief.nextCode())).status).toBe(500);
});

test('setting up again replaces an unconfirmed app and is refused after the confirmation', async () => {
  const climber = await Climber.register(tribe);
  await climber.enrol();
  const old = climber.code();
  await climber.enrol();
  expect(outcomeOf(await climber.api.post(`${path}/confirm`, { code: old }))).toEqual([
    403,
    'SECOND_FACTOR_CODE_WRONG',
  ]);
  expect((await climber.confirm()).status).toBe(200);
  expect(outcomeOf(await climber.enrol())).toEqual([409, 'SECOND_FACTOR_ENABLED']);
  const again = await climber.api.post(`${path}/confirm`, { code: climber.nextCode() });
  expect(outcomeOf(again)).toEqual([409, 'SECOND_FACTOR_ENABLED']);
});

test('refuses to remove the app and to renew codes without a recent authentication', async () => {
  const climber = await Climber.withApp(tribe);
  tribe.clock.advance(11 * 60_000);
  for (const attempt of [climber.api.delete(path), climber.api.post(`${path}/recovery-codes`)])
    expect(outcomeOf(await attempt)).toEqual([403, 'RECENT_AUTHENTICATION_REQUIRED']);
  expect((await climber.api.post('/api/v1/auth/step-up', { code: climber.code() })).status).toBe(
    200,
  );
  expect((await climber.api.delete(path)).status).toBe(204);
  expect((await climber.logIn()).status).toBe(200);
  expect(outcomeOf(await climber.api.delete(path))).toEqual([409, 'SECOND_FACTOR_NOT_ENABLED']);
  expect(
    await rowsOf(tribe, 'SELECT FROM recovery_codes WHERE user_id = $1', [climber.id]),
  ).toEqual([]);
});

test('refuses to set up an app without a recent authentication', async () => {
  const climber = await Climber.register(tribe);
  tribe.clock.advance(11 * 60_000);
  expect(outcomeOf(await climber.enrol())).toEqual([403, 'RECENT_AUTHENTICATION_REQUIRED']);
});

test('new recovery codes replace the old codes', async () => {
  const climber = await Climber.withApp(tribe);
  const [old] = climber.recoveryCodes;
  const { status, body } = await climber.api.post(`${path}/recovery-codes`);
  expect([status, body.recovery_codes]).toEqual([
    201,
    Array(10).fill(expect.stringMatching(/^(\w{4}-){2}\w{4}$/)),
  ]);
  const challenge = await climber.challenge();
  expect(outcomeOf(await climber.finish(challenge, old ?? ''))).toEqual([
    403,
    'SECOND_FACTOR_CODE_WRONG',
  ]);
  expect((await climber.finish(challenge, body.recovery_codes[0])).status).toBe(200);
});

test('refuses to renew codes and to confirm an app without one with 409 SECOND_FACTOR_NOT_ENABLED', async () => {
  const climber = await Climber.register(tribe);
  expect(outcomeOf(await climber.api.post(`${path}/recovery-codes`))).toEqual([
    409,
    'SECOND_FACTOR_NOT_ENABLED',
  ]);
  const confirmed = await climber.api.post(`${path}/confirm`, { code: '123456' });
  expect(outcomeOf(confirmed)).toEqual([409, 'SECOND_FACTOR_NOT_ENABLED']);
});
