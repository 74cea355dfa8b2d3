import {
  type ApiClient,
  LocalIssuer,
  type Person,
  SoftwareAuthenticator,
  startTribe,
  type Tribe,
} from '@tribe/testing';
import { identity } from '.';
import { newPerson, outcomeOf, rowsOf, sessionIdOf, untilBlocked } from './identity.test-support';
import { Climber } from './second-factor/second-factor.test-support';

let issuer: LocalIssuer;
let tribe: Tribe;
beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({ services: [identity], env: issuer.environment });
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

const newPassword = 'Nairobi by night train';
const seconds = () => Math.floor(tribe.clock.now().getTime() / 1000);
let users = 0;

async function link(api: ApiClient) {
  const claims = { iss: issuer.url, sub: `ended-${++users}` };
  return api.post('/api/v1/auth/accounts/google', {
    id_token: await issuer.sign(seconds(), claims),
  });
}

const credentialsOf = ({ id }: { id: string }) =>
  rowsOf(tribe, 'SELECT kind FROM credentials WHERE user_id = $1 ORDER BY kind', [id]);

describe('a session that ends during a request', () => {
  /** Ends all sessions after the request was authenticated and before it writes. */
  async function endedMeanwhile(
    { id }: { id: string },
    request: () => Promise<{ status: number; body?: { code?: string } }>,
  ) {
    await rowsOf(tribe, 'BEGIN');
    await rowsOf(tribe, 'SELECT FROM users WHERE id = $1 FOR UPDATE', [id]);
    const answer = request();
    await untilBlocked(tribe);
    await rowsOf(
      tribe,
      `UPDATE sessions SET revoked_at = now(), revocation_reason = 'password_changed' WHERE user_id = $1`,
      [id],
    );
    await rowsOf(tribe, 'COMMIT');
    expect(outcomeOf(await answer)).toEqual([401, 'SESSION_REVOKED']);
  }

  test('adds no passkey', async () => {
    const climber = await Climber.register(tribe);
    const { challenge_id, options } = (await climber.api.post('/api/v1/auth/passkeys/options'))
      .body;
    const body = {
      challenge_id,
      name: 'Phone',
      credential: new SoftwareAuthenticator().create(options),
    };
    await endedMeanwhile(climber, () => climber.api.post('/api/v1/auth/passkeys', body));
    expect(await rowsOf(tribe, 'SELECT FROM passkeys WHERE user_id = $1', [climber.id])).toEqual(
      [],
    );
  });

  test('connects no account', async () => {
    const climber = await Climber.register(tribe);
    await endedMeanwhile(climber, () => link(climber.api));
    expect(await credentialsOf(climber)).toMatchObject([{ kind: 'password' }]);
  });

  test('adds no authenticator app', async () => {
    const climber = await Climber.register(tribe);
    await climber.enrol();
    await rowsOf(tribe, 'BEGIN');
    const sql = `UPDATE sessions SET revoked_at = now(), revocation_reason = 'password_changed' WHERE user_id = $1`;
    await rowsOf(tribe, sql, [climber.id]);
    const answer = climber.confirm();
    await untilBlocked(tribe).finally(() => rowsOf(tribe, 'COMMIT'));
    expect(outcomeOf(await answer)).toEqual([401, 'SESSION_REVOKED']);
    expect(
      await rowsOf(tribe, 'SELECT confirmed_at FROM second_factors WHERE user_id = $1', [
        climber.id,
      ]),
    ).toEqual([{ confirmed_at: null }]);
  });

  test('requests no change of the address', async () => {
    const climber = await Climber.register(tribe);
    await endedMeanwhile(climber, () =>
      climber.api.patch('/api/v1/users/me', { email: 'thief@example.com' }),
    );
    const [{ pending_email }] = await rowsOf(
      tribe,
      'SELECT pending_email FROM users WHERE id = $1',
      [climber.id],
    );
    expect(pending_email).toBeNull();
  });

  test('sets no password', async () => {
    const person = await newPerson(tribe);
    await endedMeanwhile(person, () =>
      person.post('/api/v1/auth/change-password', {
        current_password: person.password,
        new_password: newPassword,
        confirm_password: newPassword,
      }),
    );
    expect((await person.logIn()).id).toBe(person.id);
  });

  test.each([
    ['sets up no authenticator app', 'POST', 'second-factor', Climber.register],
    ['keeps the authenticator app', 'DELETE', 'second-factor', Climber.withApp],
    ['keeps the recovery codes', 'POST', 'second-factor/recovery-codes', Climber.withApp],
  ])('%s', async (_what, method, path, register) => {
    const climber = await register(tribe);
    const read = async () => [
      await rowsOf(tribe, 'SELECT * FROM second_factors WHERE user_id = $1', [climber.id]),
      await rowsOf(tribe, 'SELECT * FROM recovery_codes WHERE user_id = $1', [climber.id]),
    ];
    const before = await read();
    await endedMeanwhile(climber, () => climber.api.request(method, `/api/v1/auth/${path}`));
    expect(await read()).toEqual(before);
  });

  test('removes no passkey', async () => {
    const person = await newPerson(tribe);
    await person.addPasskey(new SoftwareAuthenticator());
    const { passkeys } = (await person.get('/api/v1/auth/passkeys')).body;
    await endedMeanwhile(person, () => person.delete(`/api/v1/auth/passkeys/${passkeys[0].id}`));
    expect(
      await rowsOf(tribe, 'SELECT FROM passkeys WHERE user_id = $1', [person.id]),
    ).toHaveLength(1);
  });

  test('disconnects no account', async () => {
    const person = await newPerson(tribe);
    await link(person);
    await endedMeanwhile(person, () => person.delete('/api/v1/auth/accounts/google'));
    expect(await credentialsOf(person)).toEqual([{ kind: 'google' }, { kind: 'password' }]);
  });

  test('does not delete the account', async () => {
    const person = await newPerson(tribe);
    await endedMeanwhile(person, () => person.delete('/api/v1/settings/delete-account'));
    expect((await person.logIn()).id).toBe(person.id);
  });

  test('changes no name', async () => {
    const person = await newPerson(tribe);
    await endedMeanwhile(person, () => person.patch('/api/v1/users/me', { full_name: 'A Thief' }));
    const [user] = await rowsOf(tribe, 'SELECT full_name FROM users WHERE id = $1', [person.id]);
    expect(user.full_name).toBe(person.fullName);
  });

  test.each<[string, (person: Person) => string]>([
    ['signs out no other device', () => ''],
    ['signs out no device', ({ accessToken }) => `/${sessionIdOf(accessToken)}`],
  ])('%s', async (_what, pathOf) => {
    const person = await newPerson(tribe);
    await person.logIn();
    await endedMeanwhile(person, () => person.delete(`/api/v1/auth/sessions${pathOf(person)}`));
    const activities = await rowsOf(
      tribe,
      `SELECT FROM user_activities WHERE user_id = $1 AND activity_type LIKE 'session%_ended'`,
      [person.id],
    );
    expect(activities).toEqual([]);
  });

  test('removes no phone number', async () => {
    const person = await newPerson(tribe);
    await rowsOf(tribe, `INSERT INTO phone_numbers VALUES ($1, $2, now())`, [
      person.id,
      person.username,
    ]);
    await endedMeanwhile(person, () => person.delete('/api/v1/users/me/phone'));
    const left = await rowsOf(tribe, 'SELECT FROM phone_numbers WHERE user_id = $1', [person.id]);
    expect(left).toHaveLength(1);
  });

  test('requests no export', async () => {
    const person = await newPerson(tribe);
    await rowsOf(tribe, 'UPDATE users SET email_verified = true WHERE id = $1', [person.id]);
    await endedMeanwhile(person, () => person.post('/api/v1/settings/download-data'));
    expect(await rowsOf(tribe, 'SELECT FROM data_exports WHERE user_id = $1', [person.id])).toEqual(
      [],
    );
  });

  test('bans, verifies and appoints nobody', async () => {
    const [admin, other] = [await newPerson(tribe), await newPerson(tribe)];
    await rowsOf(tribe, `INSERT INTO user_roles VALUES ($1, 'admin', NULL, now())`, [admin.id]);
    const path = `/api/v1/admin/users/${other.id}`;
    for (const [method, action, body] of [
      ['POST', 'ban', { reason: 'Spam' }],
      ['PUT', 'verified', undefined],
      ['PUT', 'roles/admin', undefined],
    ] as const) {
      const api = await admin.logIn();
      await rowsOf(tribe, 'BEGIN');
      await rowsOf(tribe, 'SELECT FROM users WHERE id = $1 FOR UPDATE', [other.id]);
      const answer = api.request(method, `${path}/${action}`, body);
      await untilBlocked(tribe);
      const sql = `UPDATE sessions SET revoked_at = now(), revocation_reason = 'logout' WHERE user_id = $1`;
      await rowsOf(tribe, sql, [admin.id]);
      await rowsOf(tribe, 'COMMIT');
      expect(outcomeOf(await answer)).toEqual([401, 'SESSION_REVOKED']);
    }
    const [state] = await rowsOf(
      tribe,
      `SELECT banned_at, is_verified, (SELECT count(*)::int FROM user_roles WHERE user_id = $1) AS roles
         FROM users WHERE id = $1`,
      [other.id],
    );
    expect(state).toEqual({ banned_at: null, is_verified: false, roles: 0 });
  });
});
