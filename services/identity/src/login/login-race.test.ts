import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import type { Client } from 'pg';
import { identity } from '..';

let tribe: Tribe;
let database: Client;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
  database = await tribe.db('identity');
});
afterAll(() => tribe.stop());

const logIn = ({ email, password }: Person) =>
  tribe.client().post('/api/v1/auth/login', { email, password });

/** Somebody waits for what this connection has locked. */
async function isWaitedFor(): Promise<boolean> {
  const { rows } = await database.query(
    'SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
  );
  return rows.length > 0;
}

/** The password is right when the log-in checks it; what it has to wait for is committed before it goes on. */
async function logInWhile(person: Person, statements: readonly string[]) {
  await database.query('BEGIN');
  for (const statement of statements) await database.query(statement, [person.id]);
  const answer = logIn(person);
  await Promise.race([eventually(isWaitedFor), answer]);
  await database.query('COMMIT');
  return answer;
}

const livingSessionsOf = async ({ id }: Person) =>
  (await database.query('SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [id]))
    .rows.length;

const endSessions =
  "UPDATE sessions SET revoked_at = now(), revocation_reason = 'logout' WHERE user_id = $1";

test('a log-in with the old password, under way when the password changes, opens nothing', async () => {
  const person = await tribe.person('oldpassword');
  const change = "UPDATE credentials SET secret_hash = 'another' WHERE user_id = $1";
  const { status, body } = await logInWhile(person, [change, endSessions]);
  expect([status, body.code]).toEqual([401, 'INVALID_CREDENTIALS']);
  expect(await livingSessionsOf(person)).toBe(0);
});

test('a log-in under way when the account is closed opens nothing', async () => {
  const person = await tribe.person('closing');
  const close = 'UPDATE users SET is_active = false WHERE id = $1';
  const { status, body } = await logInWhile(person, [close, endSessions]);
  expect([status, body.code]).toEqual([401, 'INVALID_CREDENTIALS']);
  expect(await livingSessionsOf(person)).toBe(0);
});

test('a log-in under way when something else of the account changes goes through', async () => {
  const person = await tribe.person('renamed');
  expect((await logInWhile(person, ["UPDATE users SET bio = 'Runs' WHERE id = $1"])).status).toBe(
    200,
  );
});
