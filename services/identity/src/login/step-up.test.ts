import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { outcomeOf } from '../identity.test-support';
import { Climber, typedLike } from '../second-factor/second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const stepUp = ({ api }: Climber, body: object) => api.post('/api/v1/auth/step-up', body);
/** Whether the session counts as recently authenticated. */
const isRecent = async (climber: Climber) => (await climber.enrol()).status === 201;

test('a session is recent for ten minutes after a login, and for ten more after a step-up with the password', async () => {
  const climber = await Climber.register(tribe);
  expect(await isRecent(climber)).toBe(true);
  tribe.clock.advance(10 * 60_000 + 1_000);
  expect(await isRecent(climber)).toBe(false);
  const { status, body } = await stepUp(climber, { password: climber.password });
  expect(status).toBe(200);
  const left = Date.parse(body.recent_until) - tribe.clock.now().getTime();
  expect(Math.round(left / 60_000)).toBe(10);
  expect(await isRecent(climber)).toBe(true);
});

test('accepts a code of the authenticator app once', async () => {
  const climber = await Climber.withApp(tribe);
  const code = climber.nextCode();
  expect((await stepUp(climber, { code })).status).toBe(200);
  expect(outcomeOf(await stepUp(climber, { code }))).toEqual([403, 'SECOND_FACTOR_CODE_WRONG']);
});

test('refreshing the tokens does not make the session recent', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await climber.logIn();
  tribe.clock.advance(11 * 60_000);
  const refreshed = await tribe
    .client()
    .post('/api/v1/auth/refresh', { refresh_token: body.refresh_token });
  const api = tribe.client({ token: refreshed.body.access_token });
  expect(outcomeOf(await api.post('/api/v1/auth/second-factor'))).toEqual([
    403,
    'RECENT_AUTHENTICATION_REQUIRED',
  ]);
});

test('refuses a wrong password or code and limits guesses with 429 TOO_MANY_LOGIN_ATTEMPTS', async () => {
  const climber = await Climber.withApp(tribe);
  tribe.clock.advance(11 * 60_000);
  for (let guess = 0; guess < 5; guess++) {
    expect(outcomeOf(await stepUp(climber, { password: `guess ${guess}` }))).toEqual([
      403,
      'CURRENT_PASSWORD_WRONG',
    ]);
    expect(outcomeOf(await stepUp(climber, { code: `00000${guess}` }))).toEqual([
      403,
      'SECOND_FACTOR_CODE_WRONG',
    ]);
  }
  const limited = [429, 'TOO_MANY_LOGIN_ATTEMPTS'];
  expect(outcomeOf(await stepUp(climber, { password: climber.password }))).toEqual(limited);
  expect(outcomeOf(await stepUp(climber, { code: climber.nextCode() }))).toEqual(limited);
  expect(outcomeOf(await climber.api.delete('/api/v1/auth/second-factor'))).toEqual([
    403,
    'RECENT_AUTHENTICATION_REQUIRED',
  ]);
});

test.each([[{}], [{ password: 'x', code: '123456' }]])(
  'refuses %j, which has not exactly one proof, with 422',
  async (body) => {
    const climber = await Climber.register(tribe);
    expect(outcomeOf(await stepUp(climber, body))).toEqual([422, 'VALIDATION_FAILED']);
  },
);

test('a step-up of one session does not make another session recent', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await climber.logIn();
  tribe.clock.advance(11 * 60_000);
  await stepUp(climber, { password: climber.password });
  const other = tribe.client({ token: body.access_token });
  expect(outcomeOf(await other.post('/api/v1/auth/second-factor'))).toEqual([
    403,
    'RECENT_AUTHENTICATION_REQUIRED',
  ]);
});

test('refuses an ended session with 401 SESSION_REVOKED', async () => {
  const climber = await Climber.register(tribe);
  await climber.api.post('/api/v1/auth/logout');
  expect(outcomeOf(await stepUp(climber, { password: climber.password }))).toEqual([
    401,
    'SESSION_REVOKED',
  ]);
});

describe('a user with an authenticator app', () => {
  test('needs a code or a passkey, because the password alone must not remove the app', async () => {
    const climber = await Climber.withApp(tribe);
    tribe.clock.advance(11 * 60_000);
    expect(outcomeOf(await stepUp(climber, { password: climber.password }))).toEqual([
      403,
      'STEP_UP_NEEDS_SECOND_FACTOR',
    ]);
    const remove = () => climber.api.delete('/api/v1/auth/second-factor');
    expect(outcomeOf(await remove())).toEqual([403, 'RECENT_AUTHENTICATION_REQUIRED']);
    expect((await stepUp(climber, { code: climber.nextCode() })).status).toBe(200);
    expect((await remove()).status).toBe(204);
  });

  test('has no recent session that was authenticated before the app was added', async () => {
    const climber = await Climber.register(tribe);
    const earlier = tribe.client({ token: (await climber.logIn()).body.access_token });
    await climber.enrol();
    await climber.confirm();
    expect(outcomeOf(await earlier.delete('/api/v1/auth/second-factor'))).toEqual([
      403,
      'RECENT_AUTHENTICATION_REQUIRED',
    ]);
  });

  test.each(['123 456', '123-456'])('types a code like %j in a step-up', async (shape) => {
    const climber = await Climber.withApp(tribe);
    const code = typedLike(shape, climber.nextCode());
    expect((await stepUp(climber, { code })).status).toBe(200);
  });
});
