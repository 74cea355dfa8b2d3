import { AppError, newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { errors } from '../errors';
import { LoginAttempts } from '../password/login-attempts';
import { LimitedAttempts } from './limited-attempts';

let tribe: Tribe;
let attempts: LimitedAttempts;

beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
  attempts = tribe.service('identity').app.get(LimitedAttempts);
});
afterAll(() => tribe.stop());

const limit = { name: 'failed-tests', points: 3, windowSeconds: 60 };

/** Returns the codes of the errors of attempts that are made at the same time. */
function codesOf(key: string, checks: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  return Promise.all(
    checks.map((check) =>
      attempts.run([{ key, limit }], check).then(
        () => 'right',
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      ),
    ),
  );
}

const right = async () => undefined;
const wrong = async () => Promise.reject(new AppError(errors.INVALID_CREDENTIALS));
const overloaded = async () => Promise.reject(new AppError(errors.OVERLOADED));
const broken = async () => Promise.reject(new Error('connection lost'));
const times = (count: number, check: () => Promise<unknown>) =>
  Array<typeof check>(count).fill(check);

test('checks attempts at the same time one after another, and no more wrong ones than the limit', async () => {
  const key = newId();
  expect(await codesOf(key, [...times(2, wrong), ...times(9, right), ...times(4, wrong)])).toEqual([
    ...times(2, wrong).map(() => 'INVALID_CREDENTIALS'),
    ...times(9, right).map(() => 'right'),
    ...times(3, wrong).map(() => 'INVALID_CREDENTIALS'),
    'TOO_MANY_LOGIN_ATTEMPTS',
  ]);
  expect(await codesOf(key, [right])).toEqual(['TOO_MANY_LOGIN_ATTEMPTS']);
});

test('does not count attempts that were stopped by an overload or an outage', async () => {
  const key = newId();
  await codesOf(key, times(2, wrong));
  await codesOf(key, [...times(3, overloaded), ...times(3, broken)]);
  expect(await codesOf(key, [wrong, right])).toEqual([
    'INVALID_CREDENTIALS',
    'TOO_MANY_LOGIN_ATTEMPTS',
  ]);
});

test('refuses attempts at once while too many wait', async () => {
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (finish = resolve));
  const codes = codesOf(newId(), [() => held, ...times(101, right)]);
  finish();
  expect((await codes).filter((code) => code !== 'right')).toEqual(['OVERLOADED']);
});

test('refuses logins to an account from a /48 after those of ten of its networks failed, and from no other', async () => {
  const logins = tribe.service('identity').app.get(LoginAttempts);
  const codeOf = (ip: string) =>
    logins.run('guessed@example.com', ip, wrong).catch(({ code }: AppError) => code);
  const codes: unknown[] = [];
  for (let network = 1; network <= 10; network += 1)
    for (let n = 1; n <= 5; n += 1) codes.push(await codeOf(`2001:db8:c:${network}::${n}`));
  expect(new Set(codes)).toEqual(new Set(['INVALID_CREDENTIALS']));
  expect(await codeOf('2001:db8:c:ffff::1')).toBe('TOO_MANY_LOGIN_ATTEMPTS');
  expect(await codeOf('2001:db8:d:ffff::1')).toBe('INVALID_CREDENTIALS');
});
