import { eventually, type Person, type Tribe } from '@tribe/testing';

/** Tests assert rows and claims field by field, so they are untyped. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

let people = 0;

/** Returns a new person with a password and an unverified address. */
export function newPerson(tribe: Tribe): Promise<Person> {
  return tribe.person(`person${++people}`);
}

/** Returns a new person who has verified their address. */
export async function newVerifiedPerson(tribe: Tribe): Promise<Person> {
  const person = await newPerson(tribe);
  await rowsOf(tribe, 'UPDATE users SET email_verified = true WHERE id = $1', [person.id]);
  return person;
}

/** Returns the status of a response and the code of its problem. */
export function outcomeOf({ status, body }: { status: number; body?: { code?: string } }) {
  return [status, body?.code];
}

/** Runs a statement in the database of identity and returns its rows. All statements of a system share a connection. */
export async function rowsOf(tribe: Tribe, sql: string, values: unknown[] = []): Promise<Loose[]> {
  const database = await tribe.db('identity');
  return (await database.query(sql, values)).rows;
}

/** Resolves when a statement waits for a lock of the connection of {@link rowsOf}. */
export async function untilBlocked(tribe: Tribe): Promise<void> {
  await eventually(async () => {
    const waiting =
      'SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))';
    return (await rowsOf(tribe, waiting)).length > 0;
  });
}

/** Returns the claims of a token without verifying it. */
export function claimsOf(token: string | undefined): Loose {
  return JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
}

/** Returns the id of the session of an access token. */
export function sessionIdOf(token: string): string {
  return claimsOf(token).sid;
}
