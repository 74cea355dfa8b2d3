import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { rowsOf, untilBlocked } from '../identity.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const logIn = ({ email, password }: Person) =>
  tribe.client().post('/api/v1/auth/login', { email, password });

/** Logs in with the right password; the statements are committed after it was verified and before a session is opened. */
async function logInWhile(person: Person, statements: readonly string[]) {
  await rowsOf(tribe, 'BEGIN');
  for (const statement of statements) await rowsOf(tribe, statement, [person.id]);
  const answer = logIn(person);
  await Promise.race([untilBlocked(tribe), answer]);
  await rowsOf(tribe, 'COMMIT');
  return answer;
}

const openSessionsOf = async ({ id }: Person) =>
  (await rowsOf(tribe, 'SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [id]))
    .length;

const endSessions =
  "UPDATE sessions SET revoked_at = now(), revocation_reason = 'logout' WHERE user_id = $1";

test('refuses a login with the old password when the password changes during the login', async () => {
  const person = await tribe.person('oldpassword');
  const change = "UPDATE credentials SET secret_hash = 'another' WHERE user_id = $1";
  const { status, body } = await logInWhile(person, [change, endSessions]);
  expect([status, body.code]).toEqual([401, 'INVALID_CREDENTIALS']);
  expect(await openSessionsOf(person)).toBe(0);
});

test('refuses a login when the account is closed during the login', async () => {
  const person = await tribe.person('closing');
  const close = 'UPDATE users SET is_active = false WHERE id = $1';
  const { status, body } = await logInWhile(person, [close, endSessions]);
  expect([status, body.code]).toEqual([401, 'INVALID_CREDENTIALS']);
  expect(await openSessionsOf(person)).toBe(0);
});

test('accepts a login when another column of the account changes during the login', async () => {
  const person = await tribe.person('renamed');
  expect((await logInWhile(person, ["UPDATE users SET bio = 'Runs' WHERE id = $1"])).status).toBe(
    200,
  );
});
