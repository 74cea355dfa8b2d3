import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { Climber } from '../second-factor/second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const stepUp = ({ api }: Climber, body: object) => api.post('/api/v1/auth/step-up', body);
/** Something only a session may do that has just shown who it is. */
const mayBeTrusted = async (climber: Climber) => (await climber.enrol()).status === 201;

test('a log-in counts for ten minutes, and the password shown again for ten more', async () => {
  const climber = await Climber.register(tribe);
  expect(await mayBeTrusted(climber)).toBe(true);
  tribe.clock.advance(10 * 60_000 + 1_000);
  expect(await mayBeTrusted(climber)).toBe(false);
  const { status, body } = await stepUp(climber, { password: climber.password });
  expect(status).toBe(200);
  const left = Date.parse(body.recent_until) - tribe.clock.now().getTime();
  expect(Math.round(left / 60_000)).toBe(10);
  expect(await mayBeTrusted(climber)).toBe(true);
});

test('a code of the app does as well, once', async () => {
  const climber = await Climber.withApp(tribe);
  const code = climber.nextCode();
  expect((await stepUp(climber, { code })).status).toBe(200);
  expect(told(await stepUp(climber, { code }))).toEqual([403, 'SECOND_FACTOR_CODE_WRONG']);
});

test('refreshing shows nothing', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await climber.logIn();
  tribe.clock.advance(11 * 60_000);
  const refreshed = await tribe
    .client()
    .post('/api/v1/auth/refresh', { refresh_token: body.refresh_token });
  const api = tribe.client({ token: refreshed.body.access_token });
  expect(told(await api.post('/api/v1/auth/second-factor'))).toEqual([
    403,
    'RECENT_AUTHENTICATION_REQUIRED',
  ]);
});

test('a wrong password or code shows nothing, and guessing is limited', async () => {
  const climber = await Climber.withApp(tribe);
  tribe.clock.advance(11 * 60_000);
  for (let guess = 0; guess < 5; guess++) {
    expect(told(await stepUp(climber, { password: `guess ${guess}` }))).toEqual([
      403,
      'CURRENT_PASSWORD_WRONG',
    ]);
    expect(told(await stepUp(climber, { code: `00000${guess}` }))).toEqual([
      403,
      'SECOND_FACTOR_CODE_WRONG',
    ]);
  }
  const limited = [429, 'TOO_MANY_LOGIN_ATTEMPTS'];
  expect(told(await stepUp(climber, { password: climber.password }))).toEqual(limited);
  expect(told(await stepUp(climber, { code: climber.nextCode() }))).toEqual(limited);
  expect(told(await climber.api.delete('/api/v1/auth/second-factor'))).toEqual([
    403,
    'RECENT_AUTHENTICATION_REQUIRED',
  ]);
});

test.each([[{}], [{ password: 'x', code: '123456' }]])(
  '%j is not one way to show it',
  async (body) => {
    const climber = await Climber.register(tribe);
    expect(told(await stepUp(climber, body))).toEqual([422, 'VALIDATION_FAILED']);
  },
);

test('one session that shows who it is does not speak for another', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await climber.logIn();
  tribe.clock.advance(11 * 60_000);
  await stepUp(climber, { password: climber.password });
  const other = tribe.client({ token: body.access_token });
  expect(told(await other.post('/api/v1/auth/second-factor'))).toEqual([
    403,
    'RECENT_AUTHENTICATION_REQUIRED',
  ]);
});

test('a session that has ended cannot be trusted again', async () => {
  const climber = await Climber.register(tribe);
  await climber.api.post('/api/v1/auth/logout');
  expect(told(await stepUp(climber, { password: climber.password }))).toEqual([
    401,
    'SESSION_REVOKED',
  ]);
});
