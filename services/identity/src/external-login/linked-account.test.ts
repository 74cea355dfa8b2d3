import { LoginChange, LoginMethod } from '@tribe/contracts';
import {
  type ApiClient,
  LocalIssuer,
  startTribe,
  type Tribe,
  SoftwareAuthenticator,
} from '@tribe/testing';
import { identity } from '..';
import { outcomeOf, rowsOf, untilBlocked } from '../identity.test-support';
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
const seconds = () => Math.floor(tribe.clock.now().getTime() / 1000);
let users = 0;

/** The claims of a new user of a provider. */
function newUser(provider = 'google') {
  const sub = `linked-${++users}`;
  const iss = provider === 'apple' ? `${issuer.url}/apple` : issuer.url;
  return { iss, sub, name: 'Wanjiru Kamau', email: `${sub}@mail.example`, email_verified: true };
}
const sign = (claims: object) => issuer.sign(seconds(), { ...claims });
const link = async (api: ApiClient, claims: object, more: object = {}, provider = 'google') =>
  api.post(`${path}/${provider}`, { id_token: await sign(claims), ...more });
const unlink = (api: ApiClient, provider = 'google') => api.delete(`${path}/${provider}`);
const logIn = async (claims: object, provider = 'google') =>
  tribe.client().post(`/api/v1/auth/${provider}`, { id_token: await sign(claims) });

/** The login methods of a user. */
async function loginMethodsOf(api: ApiClient): Promise<string[]> {
  const { body } = await api.get(path);
  const kinds = body.accounts.map(({ kind }: { kind: string }) => kind);
  return body.passkeys > 0 ? [...kinds, `${body.passkeys} passkeys`] : kinds;
}

/** A user who registered with Google and has no password. */
async function googleUser() {
  const claims = newUser();
  const { body } = await logIn(claims);
  return { claims, id: String(body.user.id), api: tribe.client({ token: body.access_token }) };
}

async function addPasskey(api: ApiClient): Promise<string> {
  const { challenge_id, options } = (await api.post('/api/v1/auth/passkeys/options')).body;
  const credential = new SoftwareAuthenticator().create(options);
  return (await api.post('/api/v1/auth/passkeys', { challenge_id, name: 'Phone', credential })).body
    .id;
}

const credentialsOf = ({ id }: { id: string }) =>
  rowsOf(tribe, 'SELECT kind, subject FROM credentials WHERE user_id = $1 ORDER BY kind', [id]);
const changesMailed = async ({ id }: { id: string }) => {
  const mails = await Promise.all(
    (await mailIds(tribe, id, 'login_changed')).map((mail) => mailOf(tribe, mail)),
  );
  return mails.map((mail) => mail?.loginChange);
};

test('lists the login methods of the caller with the time of each', async () => {
  const climber = await Climber.register(tribe);
  const { status, body } = await climber.api.get(path);
  expect([status, body]).toEqual([
    200,
    { accounts: [{ kind: 'password', linked_at: expect.stringMatching(/Z$/) }], passkeys: 0 },
  ]);
  await addPasskey(climber.api);
  expect(await loginMethodsOf(climber.api)).toEqual(['password', '1 passkeys']);
  expect(JSON.stringify((await (await googleUser()).api.get(path)).body)).not.toContain('linked-');
});

test.each(['google', 'apple'])(
  'connects an account at %s, logs in with it, and disconnects it',
  async (provider) => {
    const climber = await Climber.register(tribe);
    const person = newUser(provider);
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
    expect(await loginMethodsOf(climber.api)).toEqual(['password']);
    const stranger = await logIn(person, provider);
    expect(stranger.body.is_new_account).toBe(true);
    expect(stranger.body.user.id).not.toBe(climber.id);
  },
);

test('connects an account whose address at the provider is different and not verified', async () => {
  const climber = await Climber.register(tribe);
  const { iss, sub } = newUser();
  expect((await link(climber.api, { iss, sub })).status).toBe(201);
  expect((await logIn({ iss, sub })).body.user).toMatchObject({
    id: climber.id,
    email: climber.email,
  });
});

test('records and mails each change once', async () => {
  const climber = await Climber.register(tribe);
  const person = newUser();
  await link(climber.api, person);
  await link(climber.api, person);
  await unlink(climber.api);
  expect(outcomeOf(await unlink(climber.api))).toEqual([404, 'EXTERNAL_ACCOUNT_NOT_FOUND']);
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

test('mails the user when a login connects an account by its address', async () => {
  const climber = await Climber.register(tribe);
  await rowsOf(tribe, 'UPDATE users SET email_verified = true WHERE id = $1', [climber.id]);
  const apple = { ...newUser('apple'), email: climber.email };
  expect((await logIn(apple, 'apple')).body.user.id).toBe(climber.id);
  expect(await changesMailed(climber)).toEqual([LoginChange.APPLE_LINKED]);
});

describe('an account of a provider', () => {
  test('of another user is refused with 409 EXTERNAL_ACCOUNT_TAKEN, which does not reveal that user', async () => {
    const [owner, thief] = [await googleUser(), await Climber.register(tribe)];
    const refused = await link(thief.api, owner.claims);
    expect(outcomeOf(refused)).toEqual([409, 'EXTERNAL_ACCOUNT_TAKEN']);
    const { body: me } = await owner.api.get('/api/v1/users/me');
    for (const word of [me.id, me.username, me.full_name, me.email])
      expect(JSON.stringify(refused.body)).not.toContain(word);
    expect(await loginMethodsOf(thief.api)).toEqual(['password']);
    expect((await logIn(owner.claims)).body.user.id).toBe(owner.id);
    expect(await changesMailed(thief)).toEqual([]);
  });

  test('is connected once for repeated requests', async () => {
    const climber = await Climber.register(tribe);
    const person = newUser();
    const answers = await Promise.all([1, 2, 3].map(() => link(climber.api, person)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await credentialsOf(climber)).toMatchObject([
      { kind: 'google', subject: person.sub },
      { kind: 'password' },
    ]);
  });

  test('is connected to one of two users who request it at the same time', async () => {
    const climbers = [await Climber.register(tribe), await Climber.register(tribe)];
    const person = newUser();
    const answers = await Promise.all(climbers.map(({ api }) => link(api, person)));
    expect(answers.map(outcomeOf).toSorted()).toEqual([
      [201, undefined],
      [409, 'EXTERNAL_ACCOUNT_TAKEN'],
    ]);
  });

  test('is limited to one for each provider, also for requests at the same time', async () => {
    const climber = await Climber.register(tribe);
    const answers = await Promise.all([link(climber.api, newUser()), link(climber.api, newUser())]);
    expect(answers.map(outcomeOf).toSorted()).toEqual([
      [201, undefined],
      [409, 'EXTERNAL_ACCOUNT_EXISTS'],
    ]);
    expect((await link(climber.api, newUser('apple'), {}, 'apple')).status).toBe(201);
    expect(await loginMethodsOf(climber.api)).toEqual(
      expect.arrayContaining(['password', 'google', 'apple']),
    );
  });
});

describe('an ID token', () => {
  const invalid = [401, 'ID_TOKEN_INVALID'];

  test('connects an account once', async () => {
    const climber = await Climber.register(tribe);
    const id_token = await sign(newUser());
    const answers = await Promise.all(
      [1, 2].map(() => climber.api.post(`${path}/google`, { id_token })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401]);
    expect(outcomeOf(await tribe.client().post('/api/v1/auth/google', { id_token }))).toEqual(
      invalid,
    );
  });

  test('that was used to log in connects no account', async () => {
    const climber = await Climber.register(tribe);
    const id_token = await sign(newUser());
    await tribe.client().post('/api/v1/auth/google', { id_token });
    expect(outcomeOf(await climber.api.post(`${path}/google`, { id_token }))).toEqual(invalid);
  });

  test('is refused without the nonce of the client', async () => {
    const climber = await Climber.register(tribe);
    const person = newUser();
    expect(outcomeOf(await link(climber.api, { ...person, nonce: 'n-1' }))).toEqual(invalid);
    expect(
      outcomeOf(await link(climber.api, { ...person, nonce: 'n-1' }, { nonce: 'n-2' })),
    ).toEqual(invalid);
    expect((await link(climber.api, { ...person, nonce: 'n-1' }, { nonce: 'n-1' })).status).toBe(
      201,
    );
  });

  test('with an unknown key, for another app, or of another provider connects no account', async () => {
    const climber = await Climber.register(tribe);
    const id_token = await issuer.forge(seconds(), newUser());
    expect(outcomeOf(await climber.api.post(`${path}/google`, { id_token }))).toEqual(invalid);
    expect(outcomeOf(await link(climber.api, { ...newUser(), aud: 'another-app' }))).toEqual(
      invalid,
    );
    expect(outcomeOf(await link(climber.api, newUser(), {}, 'apple'))).toEqual(invalid);
    expect(await loginMethodsOf(climber.api)).toEqual(['password']);
  });

  test.each([
    [{}],
    [{ id_token: '' }],
    [{ id_token: 7 }],
    [{ id_token: 'x'.repeat(8_193) }],
    [{ id_token: 'a.b.c', username: 'mallory' }],
  ])('in an invalid body is refused with 422 VALIDATION_FAILED: %#', async (body) => {
    const climber = await Climber.register(tribe);
    expect(outcomeOf(await climber.api.post(`${path}/google`, body))).toEqual([
      422,
      'VALIDATION_FAILED',
    ]);
  });

  test('of an unknown provider is refused with 422 VALIDATION_FAILED', async () => {
    const climber = await Climber.register(tribe);
    expect(outcomeOf(await climber.api.post(`${path}/github`, { id_token: 'x' }))).toEqual([
      422,
      'VALIDATION_FAILED',
    ]);
    expect(outcomeOf(await unlink(climber.api, 'password'))).toEqual([422, 'VALIDATION_FAILED']);
  });
});

describe('the last login method', () => {
  const last = [409, 'LAST_WAY_IN'];

  test('cannot be removed: 409 LAST_WAY_IN', async () => {
    const person = await googleUser();
    expect(outcomeOf(await unlink(person.api))).toEqual(last);
    expect(await loginMethodsOf(person.api)).toEqual(['google']);
    expect(await changesMailed(person)).toEqual([]);
    expect((await logIn(person.claims)).body.user.id).toBe(person.id);
  });

  test('cannot be removed when it is a passkey', async () => {
    const person = await googleUser();
    const passkey = await addPasskey(person.api);
    expect((await unlink(person.api)).status).toBe(204);
    expect(outcomeOf(await person.api.delete(`/api/v1/auth/passkeys/${passkey}`))).toEqual(last);
    expect(await loginMethodsOf(person.api)).toEqual(['1 passkeys']);
  });

  test('stays when the last two are removed at the same time', async () => {
    for (let round = 0; round < 3; round++) {
      const person = await googleUser();
      const passkey = await addPasskey(person.api);
      const answers = await Promise.all([
        unlink(person.api),
        person.api.delete(`/api/v1/auth/passkeys/${passkey}`),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      expect(await loginMethodsOf(person.api)).toHaveLength(1);
    }
  });
});

test('a user without a password sets one by mail and can then disconnect the provider', async () => {
  const person = await googleUser();
  const { email } = (await person.api.get('/api/v1/auth/me')).body;
  await tribe.client().post('/api/v1/auth/forgot-password', { email });
  const token = await tokenFor(tribe, person, 'reset_password');
  const password = 'Nairobi by night train';
  const body = { token, new_password: password, confirm_password: password };
  expect((await tribe.client().post('/api/v1/auth/reset-password', body)).status).toBe(204);
  const login = await tribe.client().post('/api/v1/auth/login', { email, password });
  expect([login.status, login.body.user.id]).toEqual([200, person.id]);
  const api = tribe.client({ token: login.body.access_token });
  expect(await loginMethodsOf(api)).toEqual(['google', 'password']);
  expect((await unlink(api)).status).toBe(204);
  expect(await loginMethodsOf(api)).toEqual(['password']);
});

test('disconnecting an account ends a login with it that waits for its code', async () => {
  const climber = await Climber.withApp(tribe);
  const person = newUser();
  await link(climber.api, person);
  const { body } = await logIn(person);
  expect(body.code).toBe('SECOND_FACTOR_REQUIRED');
  await unlink(climber.api);
  expect(outcomeOf(await climber.finish(body.challenge_token, climber.nextCode()))).toEqual([
    401,
    'LOGIN_CHALLENGE_INVALID',
  ]);
});

test('a login with an account that is disconnected at the same moment opens no session', async () => {
  const climber = await Climber.register(tribe);
  const claims = newUser();
  await link(climber.api, claims);
  await rowsOf(tribe, 'BEGIN');
  await rowsOf(tribe, 'SELECT FROM users WHERE id = $1 FOR UPDATE', [climber.id]);
  const answer = logIn(claims);
  await untilBlocked(tribe);
  await rowsOf(tribe, 'DELETE FROM credentials WHERE subject = $1', [claims.sub]);
  await rowsOf(tribe, 'COMMIT');
  expect(outcomeOf(await answer)).toEqual([409, 'CONFLICT']);
  const sessions = await rowsOf(tribe, 'SELECT FROM sessions WHERE user_id = $1', [climber.id]);
  expect(sessions).toHaveLength(1);
});

test('refuses to connect and disconnect without a recent authentication', async () => {
  const climber = await Climber.register(tribe);
  await link(climber.api, newUser());
  tribe.clock.advance(10 * 60_000 + 1_000);
  const needed = [403, 'RECENT_AUTHENTICATION_REQUIRED'];
  expect(outcomeOf(await link(climber.api, newUser('apple'), {}, 'apple'))).toEqual(needed);
  expect(outcomeOf(await unlink(climber.api))).toEqual(needed);
  expect(await loginMethodsOf(climber.api)).toEqual(['password', 'google']);
  await climber.api.post('/api/v1/auth/step-up', { password: climber.password });
  expect((await unlink(climber.api)).status).toBe(204);
});

test('refuses other users, inactive accounts and ended sessions', async () => {
  const [climber, other] = [await Climber.register(tribe), await Climber.register(tribe)];
  await link(climber.api, newUser());
  expect(outcomeOf(await unlink(other.api))).toEqual([404, 'EXTERNAL_ACCOUNT_NOT_FOUND']);
  expect(await loginMethodsOf(other.api)).toEqual(['password']);
  const ask = async (api: ApiClient) => [
    (await api.get(path)).status,
    (await link(api, newUser())).status,
    (await unlink(api)).status,
  ];
  expect(await ask(tribe.client())).toEqual([401, 401, 401]);
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [climber.id]);
  expect(await ask(climber.api)).toEqual([401, 401, 401]);
  await other.api.post('/api/v1/auth/logout');
  expect(await ask(other.api)).toEqual([401, 401, 401]);
  expect(await credentialsOf(climber)).toHaveLength(2);
  expect(await credentialsOf(other)).toHaveLength(1);
});

describe('an account that another person opened with the address of a user', () => {
  const newPassword = 'Nairobi by night train';

  async function openedByThief() {
    const climber = await Climber.withApp(tribe);
    const claims = newUser();
    expect((await link(climber.api, claims)).status).toBe(201);
    await addPasskey(climber.api);
    return { climber, claims };
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

  test('keeps only the password after the user resets it by mail', async () => {
    const { climber, claims } = await openedByThief();
    const { status, body } = await resetByMail(climber);
    expect(status).toBe(200);
    expect(await loginMethodsOf(tribe.client({ token: body.access_token }))).toEqual(['password']);
    expect((await logIn(claims)).body.user.id).not.toBe(climber.id);
  });

  test('keeps every login method after a reset when its user had verified the address, and the mail lists them', async () => {
    const { climber, claims } = await openedByThief();
    await climber.api.post('/api/v1/auth/verify-email', {
      token: await tokenFor(tribe, climber, 'verify_email'),
    });
    expect(outcomeOf(await resetByMail(climber))).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    expect(outcomeOf(await logIn(claims))).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    expect(
      await rowsOf(tribe, 'SELECT name FROM passkeys WHERE user_id = $1', [climber.id]),
    ).toHaveLength(1);
    const [notice = ''] = await mailIds(tribe, climber.id, 'password_changed');
    expect((await mailOf(tribe, notice))?.otherLoginMethods).toEqual([
      LoginMethod.PASSKEY,
      LoginMethod.GOOGLE,
    ]);
  });

  describe('belongs to the owner of the mailbox alone after they verify the address', () => {
    async function verifiedByOwner() {
      const opened = await openedByThief();
      await opened.climber.api.patch('/api/v1/users/me', { email: 'thief@mail.example' });
      const [id = ''] = await mailIds(tribe, opened.climber.id, 'verify_email');
      const token = (await mailOf(tribe, id))?.token ?? '';
      const answer = await tribe.client().post('/api/v1/auth/verify-email', { token });
      expect([answer.status, answer.body]).toEqual([
        200,
        { email: opened.climber.email, email_verified: true, new_password_required: true },
      ]);
      return opened;
    }

    test('no session, password, passkey, connected account or app of the other person works', async () => {
      const { climber, claims } = await verifiedByOwner();
      const { id, api } = climber;
      expect(outcomeOf(await api.get('/api/v1/auth/me'))).toEqual([401, 'SESSION_REVOKED']);
      const refresh = { refresh_token: api.refreshToken };
      expect((await tribe.client().post('/api/v1/auth/refresh', refresh)).status).toBe(401);
      expect(outcomeOf(await climber.logIn())).toEqual([401, 'INVALID_CREDENTIALS']);
      expect((await logIn(claims)).body.user.id).not.toBe(id);
      for (const table of ['credentials', 'passkeys', 'second_factors', 'recovery_codes'])
        expect(await rowsOf(tribe, `SELECT FROM ${table} WHERE user_id = $1`, [id])).toEqual([]);
    });

    test('a mail leads to a new password, and the requested address is forgotten', async () => {
      const { climber } = await verifiedByOwner();
      const token = await tokenFor(tribe, climber, 'reset_password');
      const passwords = { new_password: newPassword, confirm_password: newPassword };
      const { status } = await tribe
        .client()
        .post('/api/v1/auth/reset-password', { token, ...passwords });
      expect(status).toBe(204);
      const { email } = climber;
      const login = { email, password: newPassword };
      const { body } = await tribe.client().post('/api/v1/auth/login', login);
      expect(body.user).toMatchObject({ email, email_verified: true });
    });

    test('a login with Google connects it, and no other person gets in', async () => {
      const { climber, claims } = await verifiedByOwner();
      const owner = { ...newUser(), email: climber.email };
      expect((await logIn(owner)).body.user.id).toBe(climber.id);
      expect(await credentialsOf(climber)).toMatchObject([{ kind: 'google', subject: owner.sub }]);
      expect((await logIn(claims)).body.user.id).not.toBe(climber.id);
    });
  });

  test('stays the account of a user who verifies the address with the password', async () => {
    const { climber } = await openedByThief();
    const token = await tokenFor(tribe, climber, 'verify_email');
    const body = { token, password: climber.password };
    const answer = await tribe.client().post('/api/v1/auth/verify-email', body);
    expect([answer.status, answer.body]).toEqual([
      200,
      { email: climber.email, email_verified: true },
    ]);
    expect(await loginMethodsOf(climber.api)).toEqual(['password', 'google', '1 passkeys']);
  });
});
