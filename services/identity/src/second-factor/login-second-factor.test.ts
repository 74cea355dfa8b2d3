import { Purges } from '@tribe/jobs';
import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { outcomeOf, rowsOf, untilBlocked } from '../identity.test-support';
import { tokenFor } from '../mail/mail.test-support';
import { Climber, typedLike } from './second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const wrongCode = [403, 'SECOND_FACTOR_CODE_WRONG'];
const invalid = [401, 'LOGIN_CHALLENGE_INVALID'];

const sessionsOf = async ({ id }: Climber) =>
  (await rowsOf(tribe, 'SELECT FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [id]))
    .length;

test('the password opens no session; the code finishes the login', async () => {
  const climber = await Climber.withApp(tribe);
  const before = await sessionsOf(climber);
  const first = await climber.logIn();
  expect(first.status).toBe(401);
  expect(first.body).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED', expires_in: 300 });
  expect(first.body).not.toHaveProperty('access_token');
  expect(await sessionsOf(climber)).toBe(before);
  const { status, body } = await climber.finish(first.body.challenge_token, climber.nextCode());
  expect([status, body.user.id, body.token_type]).toEqual([200, climber.id, 'bearer']);
  expect((await tribe.client({ token: body.access_token }).get('/api/v1/auth/me')).status).toBe(
    200,
  );
});

test('the session has the device of the login', async () => {
  const climber = await Climber.withApp(tribe);
  const { email, password } = climber;
  const device = { device_type: 'ios', app_version: '1.0.0' };
  const { body } = await tribe
    .client()
    .post('/api/v1/auth/login', { email, password, device_info: device });
  await climber.finish(body.challenge_token, climber.nextCode());
  const [session] = await rowsOf(
    tribe,
    'SELECT device_info FROM sessions WHERE user_id = $1 ORDER BY id DESC',
    [climber.id],
  );
  expect(session.device_info).toEqual(device);
});

test('a login with an Idempotency-Key waits for its code too', async () => {
  const climber = await Climber.withApp(tribe);
  const { email, password } = climber;
  const keyed = { headers: { 'idempotency-key': 'a-login-from-a-train' } };
  const first = await tribe.client().post('/api/v1/auth/login', { email, password }, keyed);
  expect(outcomeOf(first)).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
  const answer = { challenge_token: first.body.challenge_token, code: climber.nextCode() };
  const finish = () => tribe.client().post('/api/v1/auth/login/second-factor', answer, keyed);
  const [finished, again] = [await finish(), await finish()];
  expect([finished.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(finished.body);
});

test('returns the same response for a wrong password with and without a second factor', async () => {
  const [climber, other] = [await Climber.withApp(tribe), await Climber.register(tribe)];
  const guess = ({ email }: { email: string }) =>
    tribe.client().post('/api/v1/auth/login', { email, password: 'a wrong guess' });
  const answers = [
    await guess(climber),
    await guess(other),
    await guess({ email: 'unknown@example.com' }),
  ];
  for (const { status, body } of answers) {
    expect(outcomeOf({ status, body })).toEqual([401, 'INVALID_CREDENTIALS']);
    expect({ ...body, request_id: '' }).toEqual({ ...answers[0]?.body, request_id: '' });
  }
});

test('accepts a code once, also for two logins at the same time', async () => {
  const climber = await Climber.withApp(tribe);
  const challenges = [await climber.challenge(), await climber.challenge()];
  const code = climber.nextCode();
  const answers = await Promise.all(challenges.map((challenge) => climber.finish(challenge, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
});

test('refuses the code that confirmed the app', async () => {
  const climber = await Climber.register(tribe);
  await climber.enrol();
  const code = climber.code();
  await climber.confirm();
  expect(outcomeOf(await climber.finish(await climber.challenge(), code))).toEqual(wrongCode);
});

test('accepts a challenge once, and a wrong code does not use it up', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  expect(outcomeOf(await climber.finish(challenge, '000000'))).toEqual(wrongCode);
  expect((await climber.finish(challenge, climber.nextCode())).status).toBe(200);
  expect(outcomeOf(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
});

test('a challenge expires after five minutes and is purged', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  tribe.clock.advance(5 * 60_000);
  expect(outcomeOf(await climber.finish(challenge, climber.code()))).toEqual(invalid);
  tribe.clock.advance(1);
  await tribe.service('identity').app.get(Purges).run();
  expect(
    await rowsOf(tribe, 'SELECT FROM login_challenges WHERE user_id = $1', [climber.id]),
  ).toEqual([]);
});

test('refuses a made-up challenge and a code of another user', async () => {
  const [climber, thief] = [await Climber.withApp(tribe), await Climber.withApp(tribe)];
  expect(outcomeOf(await climber.finish('made-up', climber.nextCode()))).toEqual(invalid);
  expect(outcomeOf(await climber.finish(await climber.challenge(), thief.nextCode()))).toEqual(
    wrongCode,
  );
});

test('accepts a recovery code once, with or without hyphens and in any case', async () => {
  const climber = await Climber.withApp(tribe);
  const [one = '', two = ''] = climber.recoveryCodes;
  expect((await climber.finish(await climber.challenge(), one)).status).toBe(200);
  expect(outcomeOf(await climber.finish(await climber.challenge(), one))).toEqual(wrongCode);
  const typed = two.replaceAll('-', '').toLowerCase();
  expect((await climber.finish(await climber.challenge(), typed)).status).toBe(200);
  expect((await climber.api.get('/api/v1/auth/second-factor')).body.recovery_codes_left).toBe(8);
});

test.each(['123 456', '123-456'])('accepts a code that is typed like %j', async (shape) => {
  const climber = await Climber.register(tribe);
  await climber.enrol();
  expect((await climber.confirm(typedLike(shape, climber.code()))).status).toBe(200);
  const code = typedLike(shape, climber.nextCode());
  expect((await climber.finish(await climber.challenge(), code)).status).toBe(200);
});

test('refuses every code for a quarter of an hour after five wrong codes, for another challenge too', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  for (let guess = 0; guess < 5; guess++)
    expect(outcomeOf(await climber.finish(challenge, `00000${guess}`))).toEqual(wrongCode);
  const refused = await climber.finish(await climber.challenge(), climber.nextCode());
  expect(outcomeOf(refused)).toEqual([429, 'TOO_MANY_LOGIN_ATTEMPTS']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
});

test('changing the password ends logins that wait for their code', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  const [current, next] = [climber.password, 'Nairobi by night train'];
  const body = { current_password: current, new_password: next, confirm_password: next };
  expect((await climber.api.post('/api/v1/auth/change-password', body)).status).toBe(204);
  expect(outcomeOf(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
});

test('resetting the password ends logins that wait for their code', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  await tribe.client().post('/api/v1/auth/forgot-password', { email: climber.email });
  const token = await tokenFor(tribe, climber, 'reset_password');
  const next = 'Nairobi by night train';
  const body = { token, new_password: next, confirm_password: next };
  expect((await tribe.client().post('/api/v1/auth/reset-password', body)).status).toBe(204);
  expect(outcomeOf(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
  expect(
    await rowsOf(tribe, 'SELECT FROM login_challenges WHERE user_id = $1', [climber.id]),
  ).toEqual([]);
});

test('refuses a code when the account was closed after the password was accepted', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [climber.id]);
  expect(outcomeOf(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
});

test('refuses a code when the password changes at the same time', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  await rowsOf(tribe, 'BEGIN');
  await rowsOf(tribe, 'DELETE FROM login_challenges WHERE user_id = $1', [climber.id]);
  const answer = climber.finish(challenge, climber.nextCode());
  await untilBlocked(tribe);
  await rowsOf(tribe, 'COMMIT');
  expect(outcomeOf(await answer)).toEqual(invalid);
});
