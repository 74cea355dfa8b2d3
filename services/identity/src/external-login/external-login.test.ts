import { createHash } from 'node:crypto';
import { Purges } from '@tribe/jobs';
import { LocalIssuer, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
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

const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const invalid = [401, 'ID_TOKEN_INVALID'];
const seconds = () => Math.floor(tribe.clock.now().getTime() / 1000);
let people = 0;

/** What Google says of somebody who was not here before. */
function somebody(name = 'Wanjiru Kamau') {
  const sub = `subject-${++people}`;
  return { sub, name, email: `${sub}@gmail.example`, email_verified: true };
}

function post(token: string, more: object = {}, provider = 'google') {
  return tribe.client().post(`/api/v1/auth/${provider}`, { id_token: token, ...more });
}
const logIn = async (claims: object, more: object = {}) =>
  post(await issuer.sign(seconds(), { ...claims }), more);

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}
const verify = ({ id }: Climber) =>
  rowsOf('UPDATE users SET email_verified = true WHERE id = $1', [id]);

test('the first log-in opens an account with a username made of the name; the next finds it', async () => {
  const person = somebody('Achieng’ Odhiambo');
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

test('somebody of the same name gets another username, even at the same moment', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => logIn(somebody('Njeri Mwangi'))));
  const names = answers.map(({ body }) => body.user?.username);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^njerimwangi/);
});

test('who wants another name says so; one that somebody has is refused, and the token still works', async () => {
  const username = `climber_${Date.now() % 1e6}`;
  const first = await logIn(somebody(), { username, full_name: 'Kip Keino' });
  expect(first.body.user).toMatchObject({ username, full_name: 'Kip Keino' });
  const token = await issuer.sign(seconds(), somebody());
  expect(told(await post(token, { username: username.toUpperCase() }))).toEqual([
    409,
    'USERNAME_TAKEN',
  ]);
  expect((await post(token)).status).toBe(200);
});

test.each(['admin', 'Support', 'tribe_app'])(
  'nobody gets the reserved name %s this way either',
  async (username) => {
    expect(told(await logIn(somebody(), { username }))).toEqual([422, 'VALIDATION_FAILED']);
    expect(
      await rowsOf('SELECT FROM users WHERE username_key = $1', [username.toLowerCase()]),
    ).toEqual([]);
  },
);

test('who is called there as if they spoke for Tribe gets a name that does not', async () => {
  const { status, body } = await logIn(somebody('Tribe Support'));
  expect([status, body.user.username]).toEqual([200, expect.stringMatching(/^friend/)]);
});

test('a token that was used is not good again because somebody writes its signature another way', async () => {
  const token = await issuer.sign(seconds(), somebody());
  expect((await post(token)).status).toBe(200);
  const [head, claims, signature = ''] = token.split('.');
  const same = (written: string) =>
    Buffer.from(written, 'base64url').equals(Buffer.from(signature, 'base64url'));
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const endings = alphabet.split('').map((letter) => `${signature.slice(0, -1)}${letter}`);
  const written = [...endings.filter(same), `${signature}=`, `${signature}==`, `${signature}\n`];
  expect(written.length).toBeGreaterThan(3);
  for (const other of written)
    expect(told(await post([head, claims, other].join('.')))).toEqual(invalid);
});

test('Apple’s booleans are text, and the name comes from the app', async () => {
  const { sub, email } = somebody();
  const claims = { iss: `${issuer.url}/apple`, sub, email, email_verified: 'true' };
  const token = await issuer.sign(seconds(), claims);
  const { status, body } = await post(token, { full_name: 'Faith Kipyegon' }, 'apple');
  expect([status, body.user.full_name, body.user.username]).toEqual([
    200,
    'Faith Kipyegon',
    'faithkipyegon',
  ]);
});

test('people of two providers are two people, whatever they are called there', async () => {
  const { sub, email } = somebody();
  const google = await logIn({ sub, email, email_verified: true });
  const claims = { iss: `${issuer.url}/apple`, sub, email: `apple.${email}`, email_verified: true };
  const token = await issuer.sign(seconds(), claims);
  const apple = await post(token, {}, 'apple');
  expect(apple.status).toBe(200);
  expect(apple.body.user.id).not.toBe(google.body.user.id);
});

describe('an account that was there before', () => {
  test('is found when the provider and we have verified the address', async () => {
    const climber = await Climber.register(tribe);
    await verify(climber);
    const { sub } = somebody();
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

  test('is not found while we have not verified it: somebody else may have opened it', async () => {
    const climber = await Climber.register(tribe);
    const { sub } = somebody();
    const refused = await logIn({ sub, email: climber.email, email_verified: true });
    expect(told(refused)).toEqual([409, 'EMAIL_TAKEN']);
    expect(await rowsOf('SELECT FROM credentials WHERE subject = $1', [sub])).toEqual([]);
  });

  test('is not found while the provider has not verified it', async () => {
    const climber = await Climber.register(tribe);
    await verify(climber);
    const { sub } = somebody();
    for (const email_verified of [false, 'false', undefined]) {
      const refused = await logIn({ sub, email: climber.email, email_verified });
      expect(told(refused)).toEqual([422, 'EXTERNAL_EMAIL_UNVERIFIED']);
    }
  });

  test('asks for its second factor, and lets nobody in once it is closed', async () => {
    const climber = await Climber.withApp(tribe);
    await verify(climber);
    const person = { ...somebody(), email: climber.email };
    const waiting = await logIn(person);
    expect(told(waiting)).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    expect((await climber.finish(waiting.body.challenge_token, climber.nextCode())).status).toBe(
      200,
    );
    await rowsOf('UPDATE users SET is_active = false WHERE id = $1', [climber.id]);
    expect(told(await logIn(person))).toEqual([401, 'ACCOUNT_INACTIVE']);
  });
});

describe('a token', () => {
  test.each<[string, object]>([
    ['of another issuer', { iss: 'https://accounts.example' }],
    ['for another app', { aud: 'somebody-elses-app' }],
    ['that has expired', { exp: Math.floor(Date.now() / 1000) - 3_600 }],
    ['without a subject', { sub: undefined }],
    ['with a nonce the client does not know', { nonce: 'n-1' }],
  ])('%s opens nothing', async (_what, claims) => {
    const person = somebody();
    expect(told(await logIn({ ...person, ...claims }))).toEqual(invalid);
    expect(await rowsOf('SELECT FROM users WHERE email = $1', [person.email])).toEqual([]);
  });

  test('signed by somebody else opens nothing', async () => {
    expect(told(await post(await issuer.forge(seconds(), somebody())))).toEqual(invalid);
  });

  test.each(['made-up', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`])(
    '%s is none',
    async (token) => {
      expect(told(await post(token))).toEqual(invalid);
    },
  );

  test('of Google is none of Apple', async () => {
    expect(told(await post(await issuer.sign(seconds(), somebody()), {}, 'apple'))).toEqual(
      invalid,
    );
  });

  test('logs in once, even twice at the same moment, and is forgotten when it has expired', async () => {
    const token = await issuer.sign(seconds(), somebody());
    const answers = await Promise.all([post(token), post(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(told(await post(token))).toEqual(invalid);
    const hash = createHash('sha256')
      .update(token.slice(0, token.lastIndexOf('.')))
      .digest('hex');
    const kept = () => rowsOf('SELECT FROM used_id_tokens WHERE token_hash = $1', [hash]);
    const purge = () => tribe.service('identity').app.get(Purges).run();
    await purge();
    expect(await kept()).toHaveLength(1);
    tribe.clock.advance(2 * 3_600_000);
    await purge();
    expect(await kept()).toEqual([]);
  });

  test.each([
    ['as it is', 'n-0S6_WzA2Mj'],
    ['hashed, as Apple’s apps do it', createHash('sha256').update('n-0S6_WzA2Mj').digest('hex')],
  ])('with the nonce of the client, %s, holds; with another it does not', async (_what, nonce) => {
    expect((await logIn({ ...somebody(), nonce }, { nonce: 'n-0S6_WzA2Mj' })).status).toBe(200);
    expect(told(await logIn({ ...somebody(), nonce }, { nonce: 'another' }))).toEqual(invalid);
    expect(told(await logIn(somebody(), { nonce: 'n-0S6_WzA2Mj' }))).toEqual(invalid);
  });
});

test('the keys of the provider are fetched once for many', async () => {
  const before = issuer.fetches;
  for (let number = 0; number < 5; number++) await logIn(somebody());
  expect(issuer.fetches - before).toBeLessThanOrEqual(1);
});
