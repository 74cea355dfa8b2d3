import { createHash } from 'node:crypto';
import { Purges } from '@tribe/jobs';
import { LocalIssuer, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { outcomeOf, rowsOf } from '../identity.test-support';
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

const invalid = [401, 'ID_TOKEN_INVALID'];
const seconds = () => Math.floor(tribe.clock.now().getTime() / 1000);
let users = 0;

/** The claims of a Google user without an account. */
function newUser(name = 'Wanjiru Kamau') {
  const sub = `subject-${++users}`;
  return { sub, name, email: `${sub}@gmail.example`, email_verified: true };
}

function post(token: string, more: object = {}, provider = 'google') {
  return tribe.client().post(`/api/v1/auth/${provider}`, { id_token: token, ...more });
}
const logIn = async (claims: object, more: object = {}) =>
  post(await issuer.sign(seconds(), { ...claims }), more);

const verify = ({ id }: Climber) =>
  rowsOf(tribe, 'UPDATE users SET email_verified = true WHERE id = $1', [id]);

test('the first login opens an account with a username derived from the name; the next login finds it', async () => {
  const person = newUser('Achieng’ Odhiambo');
  const first = await logIn(person);
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({
    is_new_account: true,
    token_type: 'bearer',
    user: {
      username: 'achiengodhiambo',
      full_name: 'Achieng’ Odhiambo',
      email: person.email,
      email_verified: true,
    },
  });
  expect(
    (await tribe.client({ token: first.body.access_token }).get('/api/v1/auth/me')).status,
  ).toBe(200);
  const second = await logIn({ ...person, email: 'moved@gmail.example' });
  expect(second.body).toMatchObject({
    is_new_account: false,
    user: { id: first.body.user.id, email: person.email },
  });
});

test('gives different usernames to users with the same name who log in at the same time', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => logIn(newUser('Njeri Mwangi'))));
  const names = answers.map(({ body }) => body.user?.username);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^njerimwangi/);
});

test('uses the requested username, and refuses a taken username with 409 without using up the token', async () => {
  const username = `climber_${Date.now() % 1e6}`;
  const first = await logIn(newUser(), { username, full_name: 'Kip Keino' });
  expect(first.body.user).toMatchObject({ username, full_name: 'Kip Keino' });
  const token = await issuer.sign(seconds(), newUser());
  expect(outcomeOf(await post(token, { username: username.toUpperCase() }))).toEqual([
    409,
    'USERNAME_TAKEN',
  ]);
  expect((await post(token)).status).toBe(200);
});

test.each(['admin', 'Support', 'tribe_app'])(
  'refuses the reserved username %s with 422',
  async (username) => {
    expect(outcomeOf(await logIn(newUser(), { username }))).toEqual([422, 'VALIDATION_FAILED']);
    expect(
      await rowsOf(tribe, 'SELECT FROM users WHERE username_key = $1', [username.toLowerCase()]),
    ).toEqual([]);
  },
);

test('derives another username when the name of the user is reserved', async () => {
  const { status, body } = await logIn(newUser('Tribe Support'));
  expect([status, body.user.username]).toEqual([200, expect.stringMatching(/^friend/)]);
});

test('refuses a used token whose signature is encoded in another way', async () => {
  const token = await issuer.sign(seconds(), newUser());
  expect((await post(token)).status).toBe(200);
  const [head, claims, signature = ''] = token.split('.');
  const same = (written: string) =>
    Buffer.from(written, 'base64url').equals(Buffer.from(signature, 'base64url'));
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const endings = alphabet.split('').map((letter) => `${signature.slice(0, -1)}${letter}`);
  const written = [...endings.filter(same), `${signature}=`, `${signature}==`, `${signature}\n`];
  expect(written.length).toBeGreaterThan(3);
  for (const other of written)
    expect(outcomeOf(await post([head, claims, other].join('.')))).toEqual(invalid);
});

test('accepts an Apple token with textual booleans and takes the name from the request', async () => {
  const { sub, email } = newUser();
  const claims = { iss: `${issuer.url}/apple`, sub, email, email_verified: 'true' };
  const token = await issuer.sign(seconds(), claims);
  const { status, body } = await post(token, { full_name: 'Faith Kipyegon' }, 'apple');
  expect([status, body.user.full_name, body.user.username]).toEqual([
    200,
    'Faith Kipyegon',
    'faithkipyegon',
  ]);
});

test('opens two accounts for the same subject at two providers', async () => {
  const { sub, email } = newUser();
  const google = await logIn({ sub, email, email_verified: true });
  const claims = { iss: `${issuer.url}/apple`, sub, email: `apple.${email}`, email_verified: true };
  const token = await issuer.sign(seconds(), claims);
  const apple = await post(token, {}, 'apple');
  expect(apple.status).toBe(200);
  expect(apple.body.user.id).not.toBe(google.body.user.id);
});

describe('an existing account with the address', () => {
  test('is connected when both the provider and Tribe have verified the address', async () => {
    const climber = await Climber.register(tribe);
    await verify(climber);
    const { sub } = newUser();
    const { status, body } = await logIn({
      sub,
      email: climber.email.toUpperCase(),
      email_verified: true,
    });
    expect([status, body.user?.id, body.is_new_account]).toEqual([200, climber.id, false]);
    const { activities } = (await climber.api.get('/api/v1/users/me/activity')).body;
    expect(activities.slice(0, 2)).toMatchObject([
      { activity_type: 'login', metadata: { provider: 'google' } },
      { activity_type: 'external_login_linked', metadata: { provider: 'google' } },
    ]);
    expect((await logIn({ sub })).body.user.id).toBe(climber.id);
  });

  test('is not connected while Tribe has not verified the address: 409 EMAIL_TAKEN', async () => {
    const climber = await Climber.register(tribe);
    const { sub } = newUser();
    const refused = await logIn({ sub, email: climber.email, email_verified: true });
    expect(outcomeOf(refused)).toEqual([409, 'EMAIL_TAKEN']);
    expect(await rowsOf(tribe, 'SELECT FROM credentials WHERE subject = $1', [sub])).toEqual([]);
  });

  test('is not connected while the provider has not verified the address: 422 EXTERNAL_EMAIL_UNVERIFIED', async () => {
    const climber = await Climber.register(tribe);
    await verify(climber);
    const { sub } = newUser();
    for (const email_verified of [false, 'false', undefined]) {
      const refused = await logIn({ sub, email: climber.email, email_verified });
      expect(outcomeOf(refused)).toEqual([422, 'EXTERNAL_EMAIL_UNVERIFIED']);
    }
  });

  test('requires its second factor, and is refused once it is inactive', async () => {
    const climber = await Climber.withApp(tribe);
    await verify(climber);
    const person = { ...newUser(), email: climber.email };
    const waiting = await logIn(person);
    expect(outcomeOf(waiting)).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    expect((await climber.finish(waiting.body.challenge_token, climber.nextCode())).status).toBe(
      200,
    );
    await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [climber.id]);
    expect(outcomeOf(await logIn(person))).toEqual([401, 'ACCOUNT_INACTIVE']);
  });
});

describe('an ID token', () => {
  test.each<[string, object]>([
    ['of another issuer', { iss: 'https://accounts.example' }],
    ['for another app', { aud: 'another-app' }],
    ['that has expired', { exp: Math.floor(Date.now() / 1000) - 3_600 }],
    ['without a subject', { sub: undefined }],
    ['with a nonce the client does not know', { nonce: 'n-1' }],
  ])('%s is refused and opens no account', async (_what, claims) => {
    const person = newUser();
    expect(outcomeOf(await logIn({ ...person, ...claims }))).toEqual(invalid);
    expect(await rowsOf(tribe, 'SELECT FROM users WHERE email = $1', [person.email])).toEqual([]);
  });

  test('signed with an unknown key is refused', async () => {
    expect(outcomeOf(await post(await issuer.forge(seconds(), newUser())))).toEqual(invalid);
  });

  test.each(['made-up', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`])(
    'with the text %s is refused',
    async (token) => {
      expect(outcomeOf(await post(token))).toEqual(invalid);
    },
  );

  test('of Google is refused for Apple', async () => {
    expect(outcomeOf(await post(await issuer.sign(seconds(), newUser()), {}, 'apple'))).toEqual(
      invalid,
    );
  });

  test('logs in once, also when it is sent twice at the same time, and is purged after it expires', async () => {
    const token = await issuer.sign(seconds(), newUser());
    const answers = await Promise.all([post(token), post(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(outcomeOf(await post(token))).toEqual(invalid);
    const hash = createHash('sha256')
      .update(token.slice(0, token.lastIndexOf('.')))
      .digest('hex');
    const kept = () => rowsOf(tribe, 'SELECT FROM used_id_tokens WHERE token_hash = $1', [hash]);
    const purge = () => tribe.service('identity').app.get(Purges).run();
    await purge();
    expect(await kept()).toHaveLength(1);
    tribe.clock.advance(2 * 3_600_000);
    await purge();
    expect(await kept()).toEqual([]);
  });

  test.each([
    ['as plain text', 'n-0S6_WzA2Mj'],
    ['hashed, as apps of Apple send it', createHash('sha256').update('n-0S6_WzA2Mj').digest('hex')],
  ])(
    'is accepted with the nonce of the client, %s, and refused with another nonce',
    async (_what, nonce) => {
      expect((await logIn({ ...newUser(), nonce }, { nonce: 'n-0S6_WzA2Mj' })).status).toBe(200);
      expect(outcomeOf(await logIn({ ...newUser(), nonce }, { nonce: 'another' }))).toEqual(
        invalid,
      );
      expect(outcomeOf(await logIn(newUser(), { nonce: 'n-0S6_WzA2Mj' }))).toEqual(invalid);
    },
  );
});

test('fetches the keys of the provider once for several logins', async () => {
  const before = issuer.fetches;
  for (let number = 0; number < 5; number++) await logIn(newUser());
  expect(issuer.fetches - before).toBeLessThanOrEqual(1);
});
