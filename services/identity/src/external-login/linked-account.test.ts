import { LoginChange } from '@tribe/contracts';
import {
  type ApiClient,
  eventually,
  LocalIssuer,
  startTribe,
  type Tribe,
  SoftwareAuthenticator,
} from '@tribe/testing';
import { identity } from '..';
import { mailIds, mailOf, tokenFor } from '../mail/mail.test-support';
import { Climber } from '../second-factor/second-factor.test-support';

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

const path = '/api/v1/auth/accounts';
const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const seconds = () => Math.floor(tribe.clock.now().getTime() / 1000);
let people = 0;

/** What a provider says of somebody. */
function somebody(provider = 'google') {
  const sub = `linked-${++people}`;
  const iss = provider === 'apple' ? `${issuer.url}/apple` : issuer.url;
  return { iss, sub, name: 'Wanjiru Kamau', email: `${sub}@mail.example`, email_verified: true };
}
const sign = (claims: object) => issuer.sign(seconds(), { ...claims });
const link = async (api: ApiClient, claims: object, more: object = {}, provider = 'google') =>
  api.post(`${path}/${provider}`, { id_token: await sign(claims), ...more });
const unlink = (api: ApiClient, provider = 'google') => api.delete(`${path}/${provider}`);
const logIn = async (claims: object, provider = 'google') =>
  tribe.client().post(`/api/v1/auth/${provider}`, { id_token: await sign(claims) });

/** How somebody can log in. */
async function waysOf(api: ApiClient): Promise<string[]> {
  const { body } = await api.get(path);
  const kinds = body.accounts.map(({ kind }: { kind: string }) => kind);
  return body.passkeys > 0 ? [...kinds, `${body.passkeys} passkeys`] : kinds;
}

/** Somebody who came with Google and has no password. */
async function comer(person = somebody()) {
  const { body } = await logIn(person);
  return { person, id: String(body.user.id), api: tribe.client({ token: body.access_token }) };
}

async function addPasskey(api: ApiClient): Promise<string> {
  const { challenge_id, options } = (await api.post('/api/v1/auth/passkeys/options')).body;
  const credential = new SoftwareAuthenticator().create(options);
  return (await api.post('/api/v1/auth/passkeys', { challenge_id, name: 'Phone', credential })).body
    .id;
}

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}
const credentialsOf = ({ id }: { id: string }) =>
  rowsOf('SELECT kind, subject FROM credentials WHERE user_id = $1 ORDER BY kind', [id]);
const changesMailed = async ({ id }: { id: string }) => {
  const mails = await Promise.all(
    (await mailIds(tribe, id, 'login_changed')).map((mail) => mailOf(tribe, mail)),
  );
  return mails.map((mail) => mail?.loginChange);
};

test('everybody sees with what they can log in, and since when', async () => {
  const climber = await Climber.register(tribe);
  const { status, body } = await climber.api.get(path);
  expect([status, body]).toEqual([
    200,
    { accounts: [{ kind: 'password', linked_at: expect.stringMatching(/Z$/) }], passkeys: 0 },
  ]);
  await addPasskey(climber.api);
  expect(await waysOf(climber.api)).toEqual(['password', '1 passkeys']);
  expect(JSON.stringify((await (await comer()).api.get(path)).body)).not.toContain('linked-');
});

test.each(['google', 'apple'])(
  'an account at %s is connected, logs in, and is disconnected again',
  async (provider) => {
    const climber = await Climber.register(tribe);
    const person = somebody(provider);
    const linked = await link(climber.api, person, {}, provider);
    expect([linked.status, linked.body.accounts.map(({ kind }: { kind: string }) => kind)]).toEqual(
      [201, ['password', provider]],
    );
    const answer = await logIn(person, provider);
    expect([answer.status, answer.body.user.id, answer.body.is_new_account]).toEqual([
      200,
      climber.id,
      false,
    ]);
    expect((await unlink(climber.api, provider)).status).toBe(204);
    expect(await waysOf(climber.api)).toEqual(['password']);
    const stranger = await logIn(person, provider);
    expect(stranger.body.is_new_account).toBe(true);
    expect(stranger.body.user.id).not.toBe(climber.id);
  },
);

test('the address at the provider may be another, and need not be verified there', async () => {
  const climber = await Climber.register(tribe);
  const { iss, sub } = somebody();
  expect((await link(climber.api, { iss, sub })).status).toBe(201);
  expect((await logIn({ iss, sub })).body.user).toMatchObject({
    id: climber.id,
    email: climber.email,
  });
});

test('what changed is in the log and is mailed, once', async () => {
  const climber = await Climber.register(tribe);
  const person = somebody();
  await link(climber.api, person);
  await link(climber.api, person);
  await unlink(climber.api);
  expect(told(await unlink(climber.api))).toEqual([404, 'EXTERNAL_ACCOUNT_NOT_FOUND']);
  const { activities } = (await climber.api.get('/api/v1/users/me/activity')).body;
  expect(activities.slice(0, 3)).toMatchObject([
    { activity_type: 'external_login_unlinked', metadata: { provider: 'google' } },
    { activity_type: 'external_login_linked', metadata: { provider: 'google' } },
    { activity_type: 'registered' },
  ]);
  expect(await changesMailed(climber)).toEqual([
    LoginChange.GOOGLE_LINKED,
    LoginChange.GOOGLE_UNLINKED,
  ]);
});

test('a log-in that connects an account by its address is mailed, too', async () => {
  const climber = await Climber.register(tribe);
  await rowsOf('UPDATE users SET email_verified = true WHERE id = $1', [climber.id]);
  const apple = { ...somebody('apple'), email: climber.email };
  expect((await logIn(apple, 'apple')).body.user.id).toBe(climber.id);
  expect(await changesMailed(climber)).toEqual([LoginChange.APPLE_LINKED]);
});

describe('an account of a provider', () => {
  test('that leads to somebody else is refused, and not told to whom it leads', async () => {
    const [owner, thief] = [await comer(), await Climber.register(tribe)];
    const refused = await link(thief.api, owner.person);
    expect(told(refused)).toEqual([409, 'EXTERNAL_ACCOUNT_TAKEN']);
    const { body: me } = await owner.api.get('/api/v1/users/me');
    for (const word of [me.id, me.username, me.full_name, me.email])
      expect(JSON.stringify(refused.body)).not.toContain(word);
    expect(await waysOf(thief.api)).toEqual(['password']);
    expect((await logIn(owner.person)).body.user.id).toBe(owner.id);
    expect(await changesMailed(thief)).toEqual([]);
  });

  test('is connected once, however often it is asked for', async () => {
    const climber = await Climber.register(tribe);
    const person = somebody();
    const answers = await Promise.all([1, 2, 3].map(() => link(climber.api, person)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await credentialsOf(climber)).toMatchObject([
      { kind: 'google', subject: person.sub },
      { kind: 'password' },
    ]);
  });

  test('goes to one of two who want it at the same moment', async () => {
    const climbers = [await Climber.register(tribe), await Climber.register(tribe)];
    const person = somebody();
    const answers = await Promise.all(climbers.map(({ api }) => link(api, person)));
    expect(answers.map(told).toSorted()).toEqual([
      [201, undefined],
      [409, 'EXTERNAL_ACCOUNT_TAKEN'],
    ]);
  });

  test('is one of each provider, even when two are connected at the same moment', async () => {
    const climber = await Climber.register(tribe);
    const answers = await Promise.all([
      link(climber.api, somebody()),
      link(climber.api, somebody()),
    ]);
    expect(answers.map(told).toSorted()).toEqual([
      [201, undefined],
      [409, 'EXTERNAL_ACCOUNT_EXISTS'],
    ]);
    expect((await link(climber.api, somebody('apple'), {}, 'apple')).status).toBe(201);
    expect(await waysOf(climber.api)).toEqual(
      expect.arrayContaining(['password', 'google', 'apple']),
    );
  });
});

describe('a token', () => {
  const invalid = [401, 'ID_TOKEN_INVALID'];

  test('connects once', async () => {
    const climber = await Climber.register(tribe);
    const id_token = await sign(somebody());
    const answers = await Promise.all(
      [1, 2].map(() => climber.api.post(`${path}/google`, { id_token })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401]);
    expect(told(await tribe.client().post('/api/v1/auth/google', { id_token }))).toEqual(invalid);
  });

  test('that logged in connects nothing', async () => {
    const climber = await Climber.register(tribe);
    const id_token = await sign(somebody());
    await tribe.client().post('/api/v1/auth/google', { id_token });
    expect(told(await climber.api.post(`${path}/google`, { id_token }))).toEqual(invalid);
  });

  test('needs the nonce of the client', async () => {
    const climber = await Climber.register(tribe);
    const person = somebody();
    expect(told(await link(climber.api, { ...person, nonce: 'n-1' }))).toEqual(invalid);
    expect(told(await link(climber.api, { ...person, nonce: 'n-1' }, { nonce: 'n-2' }))).toEqual(
      invalid,
    );
    expect((await link(climber.api, { ...person, nonce: 'n-1' }, { nonce: 'n-1' })).status).toBe(
      201,
    );
  });

  test('of somebody else, for another app, or of the other provider connects nothing', async () => {
    const climber = await Climber.register(tribe);
    const id_token = await issuer.forge(seconds(), somebody());
    expect(told(await climber.api.post(`${path}/google`, { id_token }))).toEqual(invalid);
    expect(told(await link(climber.api, { ...somebody(), aud: 'somebody-elses-app' }))).toEqual(
      invalid,
    );
    expect(told(await link(climber.api, somebody(), {}, 'apple'))).toEqual(invalid);
    expect(await waysOf(climber.api)).toEqual(['password']);
  });

  test.each([
    [{}],
    [{ id_token: '' }],
    [{ id_token: 7 }],
    [{ id_token: 'x'.repeat(8_193) }],
    [{ id_token: 'a.b.c', username: 'mallory' }],
  ])('that is none is a problem with a code: %#', async (body) => {
    const climber = await Climber.register(tribe);
    expect(told(await climber.api.post(`${path}/google`, body))).toEqual([
      422,
      'VALIDATION_FAILED',
    ]);
  });

  test('of a provider nobody knows is for nothing', async () => {
    const climber = await Climber.register(tribe);
    expect(told(await climber.api.post(`${path}/github`, { id_token: 'x' }))).toEqual([
      422,
      'VALIDATION_FAILED',
    ]);
    expect(told(await unlink(climber.api, 'password'))).toEqual([422, 'VALIDATION_FAILED']);
  });
});

describe('the last way to log in', () => {
  const last = [409, 'LAST_WAY_IN'];

  test('stays', async () => {
    const person = await comer();
    expect(told(await unlink(person.api))).toEqual(last);
    expect(await waysOf(person.api)).toEqual(['google']);
    expect(await changesMailed(person)).toEqual([]);
    expect((await logIn(person.person)).body.user.id).toBe(person.id);
  });

  test('may be a passkey, which stays then', async () => {
    const person = await comer();
    const passkey = await addPasskey(person.api);
    expect((await unlink(person.api)).status).toBe(204);
    expect(told(await person.api.delete(`/api/v1/auth/passkeys/${passkey}`))).toEqual(last);
    expect(await waysOf(person.api)).toEqual(['1 passkeys']);
  });

  test('stays when two are removed at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const person = await comer();
      const passkey = await addPasskey(person.api);
      const answers = await Promise.all([
        unlink(person.api),
        person.api.delete(`/api/v1/auth/passkeys/${passkey}`),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      expect(await waysOf(person.api)).toHaveLength(1);
    }
  });
});

test('who has no password sets a first one by mail, and may then do without the provider', async () => {
  const person = await comer();
  const { email } = (await person.api.get('/api/v1/auth/me')).body;
  await tribe.client().post('/api/v1/auth/forgot-password', { email });
  const token = await tokenFor(tribe, person, 'reset_password');
  const password = 'Nairobi by night train';
  const body = { token, new_password: password, confirm_password: password };
  expect((await tribe.client().post('/api/v1/auth/reset-password', body)).status).toBe(204);
  const login = await tribe.client().post('/api/v1/auth/login', { email, password });
  expect([login.status, login.body.user.id]).toEqual([200, person.id]);
  const api = tribe.client({ token: login.body.access_token });
  expect(await waysOf(api)).toEqual(['google', 'password']);
  expect((await unlink(api)).status).toBe(204);
  expect(await waysOf(api)).toEqual(['password']);
});

test('a log-in that waits for its code ends when what began it is disconnected', async () => {
  const climber = await Climber.withApp(tribe);
  const person = somebody();
  await link(climber.api, person);
  const { body } = await logIn(person);
  expect(body.code).toBe('SECOND_FACTOR_REQUIRED');
  await unlink(climber.api);
  expect(told(await climber.finish(body.challenge_token, climber.nextCode()))).toEqual([
    401,
    'LOGIN_CHALLENGE_INVALID',
  ]);
});

test('a session that has not just shown who it is connects and disconnects nothing', async () => {
  const climber = await Climber.register(tribe);
  await link(climber.api, somebody());
  tribe.clock.advance(10 * 60_000 + 1_000);
  const needed = [403, 'RECENT_AUTHENTICATION_REQUIRED'];
  expect(told(await link(climber.api, somebody('apple'), {}, 'apple'))).toEqual(needed);
  expect(told(await unlink(climber.api))).toEqual(needed);
  expect(await waysOf(climber.api)).toEqual(['password', 'google']);
  await climber.api.post('/api/v1/auth/step-up', { password: climber.password });
  expect((await unlink(climber.api)).status).toBe(204);
});

test('nobody else, and nobody whose account or session is over, sees or changes anything', async () => {
  const [climber, other] = [await Climber.register(tribe), await Climber.register(tribe)];
  await link(climber.api, somebody());
  expect(told(await unlink(other.api))).toEqual([404, 'EXTERNAL_ACCOUNT_NOT_FOUND']);
  expect(await waysOf(other.api)).toEqual(['password']);
  const ask = async (api: ApiClient) => [
    (await api.get(path)).status,
    (await link(api, somebody())).status,
    (await unlink(api)).status,
  ];
  expect(await ask(tribe.client())).toEqual([401, 401, 401]);
  await rowsOf('UPDATE users SET is_active = false WHERE id = $1', [climber.id]);
  expect(await ask(climber.api)).toEqual([401, 401, 401]);
  await other.api.post('/api/v1/auth/logout');
  expect(await ask(other.api)).toEqual([401, 401, 401]);
  expect(await credentialsOf(climber)).toHaveLength(2);
  expect(await credentialsOf(other)).toHaveLength(1);
});

describe('who opened an account with my address before me', () => {
  const newPassword = 'Nairobi by night train';

  async function takenBefore() {
    const climber = await Climber.withApp(tribe);
    const person = somebody();
    expect((await link(climber.api, person)).status).toBe(201);
    await addPasskey(climber.api);
    return { climber, person };
  }

  async function resetByMail({ id, email }: Climber) {
    await tribe.client().post('/api/v1/auth/forgot-password', { email });
    const body = { new_password: newPassword, confirm_password: newPassword };
    const token = await tokenFor(tribe, { id }, 'reset_password');
    expect(
      (await tribe.client().post('/api/v1/auth/reset-password', { token, ...body })).status,
    ).toBe(204);
    return tribe.client().post('/api/v1/auth/login', { email, password: newPassword });
  }

  test('gets in no more, and keeps me out no more, once I set a password by mail', async () => {
    const { climber, person } = await takenBefore();
    const { status, body } = await resetByMail(climber);
    expect(status).toBe(200);
    expect(await waysOf(tribe.client({ token: body.access_token }))).toEqual(['password']);
    expect((await logIn(person)).body.user.id).not.toBe(climber.id);
  });

  test('is told apart from me, who had shown that the address is mine: nothing of mine is taken away', async () => {
    const { climber, person } = await takenBefore();
    await tribe
      .client()
      .post('/api/v1/auth/verify-email', { token: await tokenFor(tribe, climber, 'verify_email') });
    expect(told(await resetByMail(climber))).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    expect(told(await logIn(person))).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    expect(await rowsOf('SELECT name FROM passkeys WHERE user_id = $1', [climber.id])).toHaveLength(
      1,
    );
  });
});

describe('a session that is ended while it changes how one logs in', () => {
  /** Ends all sessions between the moment the request was let in and the moment it writes. */
  async function endedMeanwhile(
    climber: Climber,
    request: () => Promise<{ status: number; body?: { code?: string } }>,
  ) {
    await rowsOf('BEGIN');
    await rowsOf('SELECT FROM users WHERE id = $1 FOR UPDATE', [climber.id]);
    const answer = request();
    await eventually(async () => {
      const [{ waiting }] = await rowsOf(
        'SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted',
      );
      expect(waiting).toBeGreaterThan(0);
    });
    await rowsOf(
      `UPDATE sessions SET revoked_at = now(), revocation_reason = 'password_changed' WHERE user_id = $1`,
      [climber.id],
    );
    await rowsOf('COMMIT');
    expect(told(await answer)).toEqual([401, 'SESSION_REVOKED']);
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
    expect(await rowsOf('SELECT FROM passkeys WHERE user_id = $1', [climber.id])).toEqual([]);
  });

  test('connects no account', async () => {
    const climber = await Climber.register(tribe);
    await endedMeanwhile(climber, () => link(climber.api, somebody()));
    expect(await credentialsOf(climber)).toMatchObject([{ kind: 'password' }]);
  });

  test('adds no authenticator app', async () => {
    const climber = await Climber.register(tribe);
    await climber.enrol();
    await rowsOf('BEGIN');
    const sql = `UPDATE sessions SET revoked_at = now(), revocation_reason = 'password_changed' WHERE user_id = $1`;
    await rowsOf(sql, [climber.id]);
    const answer = climber.confirm();
    await eventually(async () => {
      const [{ waiting }] = await rowsOf(
        'SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted',
      );
      expect(waiting).toBeGreaterThan(0);
    }).finally(() => rowsOf('COMMIT'));
    expect(told(await answer)).toEqual([401, 'SESSION_REVOKED']);
    expect(
      await rowsOf('SELECT confirmed_at FROM second_factors WHERE user_id = $1', [climber.id]),
    ).toEqual([{ confirmed_at: null }]);
  });

  test('asks for no other address', async () => {
    const climber = await Climber.register(tribe);
    await endedMeanwhile(climber, () =>
      climber.api.patch('/api/v1/users/me', { email: 'thief@example.com' }),
    );
    const [{ pending_email }] = await rowsOf('SELECT pending_email FROM users WHERE id = $1', [
      climber.id,
    ]);
    expect(pending_email).toBeNull();
  });
});
