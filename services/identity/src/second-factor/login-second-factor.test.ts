import { Purges } from '@tribe/jobs';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { tokenFor } from '../mail/mail.test-support';
import { Climber } from './second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const wrongCode = [403, 'SECOND_FACTOR_CODE_WRONG'];
const invalid = [401, 'LOGIN_CHALLENGE_INVALID'];

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}
const sessionsOf = async ({ id }: Climber) =>
  (await rowsOf('SELECT FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [id])).length;

test('the password alone opens no session; the code finishes what it began', async () => {
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

test('the session remembers the device of the log-in', async () => {
  const climber = await Climber.withApp(tribe);
  const { email, password } = climber;
  const device = { device_type: 'ios', app_version: '1.0.0' };
  const { body } = await tribe
    .client()
    .post('/api/v1/auth/login', { email, password, device_info: device });
  await climber.finish(body.challenge_token, climber.nextCode());
  const [session] = await rowsOf(
    'SELECT device_info FROM sessions WHERE user_id = $1 ORDER BY id DESC',
    [climber.id],
  );
  expect(session.device_info).toEqual(device);
});

test('with an Idempotency-Key the log-in waits for its code just the same', async () => {
  const climber = await Climber.withApp(tribe);
  const { email, password } = climber;
  const keyed = { headers: { 'idempotency-key': 'a-log-in-from-a-train' } };
  const first = await tribe.client().post('/api/v1/auth/login', { email, password }, keyed);
  expect(told(first)).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
  const answer = { challenge_token: first.body.challenge_token, code: climber.nextCode() };
  const finish = () => tribe.client().post('/api/v1/auth/login/second-factor', answer, keyed);
  const [finished, again] = [await finish(), await finish()];
  expect([finished.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(finished.body);
});

test('whether there is a second factor is told only to who knows the password', async () => {
  const [climber, other] = [await Climber.withApp(tribe), await Climber.register(tribe)];
  const guess = ({ email }: { email: string }) =>
    tribe.client().post('/api/v1/auth/login', { email, password: 'a wrong guess' });
  const answers = [
    await guess(climber),
    await guess(other),
    await guess({ email: 'nobody@example.com' }),
  ];
  for (const { status, body } of answers) {
    expect(told({ status, body })).toEqual([401, 'INVALID_CREDENTIALS']);
    expect({ ...body, request_id: '' }).toEqual({ ...answers[0]?.body, request_id: '' });
  }
});

test('a code works once, even for two log-ins at the same moment', async () => {
  const climber = await Climber.withApp(tribe);
  const challenges = [await climber.challenge(), await climber.challenge()];
  const code = climber.nextCode();
  const answers = await Promise.all(challenges.map((challenge) => climber.finish(challenge, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
});

test('the code that confirmed the app does not log in', async () => {
  const climber = await Climber.register(tribe);
  await climber.enrol();
  const code = climber.code();
  await climber.confirm();
  expect(told(await climber.finish(await climber.challenge(), code))).toEqual(wrongCode);
});

test('a challenge works once, and a wrong code does not use it up', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  expect(told(await climber.finish(challenge, '000000'))).toEqual(wrongCode);
  expect((await climber.finish(challenge, climber.nextCode())).status).toBe(200);
  expect(told(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
});

test('a challenge ends after five minutes, and is purged', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  tribe.clock.advance(5 * 60_000);
  expect(told(await climber.finish(challenge, climber.code()))).toEqual(invalid);
  tribe.clock.advance(1);
  await tribe.service('identity').app.get(Purges).run();
  expect(await rowsOf('SELECT FROM login_challenges WHERE user_id = $1', [climber.id])).toEqual([]);
});

test('a made-up challenge, and that of another, do not help', async () => {
  const [climber, thief] = [await Climber.withApp(tribe), await Climber.withApp(tribe)];
  expect(told(await climber.finish('made-up', climber.nextCode()))).toEqual(invalid);
  expect(told(await climber.finish(await climber.challenge(), thief.nextCode()))).toEqual(
    wrongCode,
  );
});

test('a recovery code takes the place of the app once, however it is typed', async () => {
  const climber = await Climber.withApp(tribe);
  const [one = '', two = ''] = climber.recoveryCodes;
  expect((await climber.finish(await climber.challenge(), one)).status).toBe(200);
  expect(told(await climber.finish(await climber.challenge(), one))).toEqual(wrongCode);
  const typed = two.replaceAll('-', '').toLowerCase();
  expect((await climber.finish(await climber.challenge(), typed)).status).toBe(200);
  expect((await climber.api.get('/api/v1/auth/second-factor')).body.recovery_codes_left).toBe(8);
});

test('after five wrong codes nothing is taken for a quarter of an hour, not with another challenge either', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  for (let guess = 0; guess < 5; guess++)
    expect(told(await climber.finish(challenge, `00000${guess}`))).toEqual(wrongCode);
  const refused = await climber.finish(await climber.challenge(), climber.nextCode());
  expect(told(refused)).toEqual([429, 'TOO_MANY_LOGIN_ATTEMPTS']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
});

test('a changed password ends the log-ins that wait for their code', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  const [current, next] = [climber.password, 'Nairobi by night train'];
  const body = { current_password: current, new_password: next, confirm_password: next };
  expect((await climber.api.post('/api/v1/auth/change-password', body)).status).toBe(204);
  expect(told(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
});

test('a password that was reset by mail ends them too', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  await tribe.client().post('/api/v1/auth/forgot-password', { email: climber.email });
  const token = await tokenFor(tribe, climber, 'reset_password');
  const next = 'Nairobi by night train';
  const body = { token, new_password: next, confirm_password: next };
  expect((await tribe.client().post('/api/v1/auth/reset-password', body)).status).toBe(204);
  expect(told(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
  expect(await rowsOf('SELECT FROM login_challenges WHERE user_id = $1', [climber.id])).toEqual([]);
});

test('a log-in whose account is closed before its code opens nothing', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  await rowsOf('UPDATE users SET is_active = false WHERE id = $1', [climber.id]);
  expect(told(await climber.finish(challenge, climber.nextCode()))).toEqual(invalid);
});

test('a password change that overtakes the code wins: no session is left', async () => {
  const climber = await Climber.withApp(tribe);
  const challenge = await climber.challenge();
  const database = await tribe.db('identity');
  await database.query('BEGIN');
  await database.query('DELETE FROM login_challenges WHERE user_id = $1', [climber.id]);
  const answer = climber.finish(challenge, climber.nextCode());
  const waiting =
    'SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))';
  await eventually(async () => (await database.query(waiting)).rows.length > 0);
  await database.query('COMMIT');
  expect(told(await answer)).toEqual(invalid);
});
