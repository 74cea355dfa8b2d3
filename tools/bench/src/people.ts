import { randomUUID, sign, createPrivateKey, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';

export interface BenchUser {
  readonly id: string;
  readonly token: string;
  /** Whether everyone sees the profile; otherwise, strangers see a card. */
  readonly isPublic: boolean;
}

interface KeySet {
  readonly keys: readonly (JsonWebKey & { kid: string })[];
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Returns a function that signs access tokens like identity, because a log-in costs 30 ms of a core. */
export function tokensOf(keysFile: string): (user: { id: string; username: string }) => string {
  const [jwk] = (JSON.parse(readFileSync(keysFile, 'utf8')) as KeySet).keys;
  if (jwk === undefined) throw new Error(`${keysFile} contains no key`);
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const header = encode({ alg: 'ES256', kid: jwk.kid, typ: 'at+jwt' });
  const iat = Math.floor(Date.now() / 1000);

  const common = {
    type: 'access',
    iss: 'https://tribe.app',
    aud: 'tribe-api',
    iat,
    exp: iat + 3600,
  };

  return ({ id, username }) => {
    const input = `${header}.${encode({ ...common, user_id: id, sub: id, username, sid: randomUUID() })}`;
    return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
}

/** Inserts accounts into identity's table, every second with a public profile, and signs a token for each. */
export async function seedPeople(
  postgresUrl: string,
  keysFile: string,
  count: number,
): Promise<BenchUser[]> {
  const tokenOf = tokensOf(keysFile);

  const people = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    username: `bench_${index}`,
    isPublic: index % 2 === 0,
  }));

  const client = new Client({ connectionString: postgresUrl });
  await client.connect();

  try {
    await client.query(
      `INSERT INTO identity.users (id, email, username, username_key, full_name, created_at, updated_at)
       SELECT id, username || '@tribe.example', username, username, 'Bench Person', now(), now()
       FROM unnest($1::uuid[], $2::text[]) AS person (id, username)`,
      [people.map(({ id }) => id), people.map(({ username }) => username)],
    );
    await client.query(
      `INSERT INTO identity.user_settings (user_id, profile_visibility, updated_at)
       SELECT id, 'everyone', now() FROM unnest($1::uuid[]) AS public (id)`,
      [people.filter(({ isPublic }) => isPublic).map(({ id }) => id)],
    );
    await client.query('VACUUM ANALYZE identity.users, identity.user_settings');
  } finally {
    await client.end();
  }

  return people.map((person) => ({
    id: person.id,
    token: tokenOf(person),
    isPublic: person.isPublic,
  }));
}
