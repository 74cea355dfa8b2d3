import { randomUUID } from 'node:crypto';
import { fromBinary } from '@bufbuild/protobuf';
import { SessionRevocationReason, SessionRevokedSchema, UserUpdatedSchema } from '@tribe/contracts';
import {
  type Person,
  SoftwareAuthenticator,
  startTribe,
  tokenFlaws,
  type Tribe,
} from '@tribe/testing';
import { identity } from '..';
import { claimsOf, newPerson, rowsOf, sessionIdOf } from '../identity.test-support';

const users = '/api/v1/admin/users';
const device = new SoftwareAuthenticator();
let tribe: Tribe;
let root: Person;
let rootId: string;
beforeAll(async () => {
  tribe = await startTribe({
    services: [identity],
    env: { ADMIN_EMAILS: ' HarbourMaster@Example.com, clariegor@example.com' },
  });
  const person = await tribe.person('harbourmaster');
  rootId = person.id;
  await verify(person);
  await person.addPasskey(device);
  root = await person.logInWith(device);
});
afterAll(() => tribe.stop());

const verify = ({ id }: Person) =>
  rowsOf(tribe, 'UPDATE users SET email_verified = true WHERE id = $1', [id]);
const ban = (id: string, reason = 'Spam') => root.post(`${users}/${id}/ban`, { reason });
const unban = (id: string) => root.post(`${users}/${id}/unban`);
const logOf = async (id: string) => (await root.get(`${users}/${id}/activity`)).body.activities;
const eventsOf = async (subject: string) =>
  (await rowsOf(
    tribe,
    'SELECT payload, entity_version FROM outbox WHERE subject = $1 ORDER BY id',
    [subject],
  )) as {
    payload: Uint8Array;
    entity_version: string;
  }[];

/** Every admin endpoint, for this user. */
const everything = (id: string): [string, string, unknown][] => [
  ['GET', users, undefined],
  ['GET', `${users}/${id}/activity`, undefined],
  ['POST', `${users}/${id}/ban`, { reason: 'Spam' }],
  ['POST', `${users}/${id}/unban`, undefined],
  ['PUT', `${users}/${id}/roles/admin`, undefined],
  ['DELETE', `${users}/${id}/roles/admin`, undefined],
  ['PUT', `${users}/${id}/verified`, undefined],
  ['DELETE', `${users}/${id}/verified`, undefined],
];

describe('the admin role', () => {
  test('belongs to a user with a configured address once the address is verified, after a login with a second factor', async () => {
    const clarie = await tribe.person('clarie');
    const phone = new SoftwareAuthenticator();
    await clarie.addPasskey(phone);
    const early = await clarie.logInWith(phone);
    expect(claimsOf(early.accessToken)).not.toHaveProperty('roles');
    expect((await early.get(users)).status).toBe(403);
    await verify(clarie);
    const byPassword = await clarie.logIn();
    expect(claimsOf(byPassword.accessToken)).not.toHaveProperty('roles');
    expect((await byPassword.get(users)).status).toBe(403);
    const admin = await clarie.logInWith(phone);
    expect(claimsOf(admin.accessToken).roles).toEqual(['admin']);
    expect((await admin.get(users)).status).toBe(200);
    const refresh = { refresh_token: admin.refreshToken };
    const { body } = await tribe.client().post('/api/v1/auth/refresh', refresh);
    expect(claimsOf(body.access_token).roles).toEqual(['admin']);
    expect(await ban(clarie.id)).toMatchObject({ status: 409, body: { code: 'CANNOT_BAN_ADMIN' } });
  });

  test('is refused to a session without a second factor, whatever its token says', async () => {
    const clarie = await tribe.person('clarie');
    await verify(clarie);
    const session = await clarie.logIn();
    const sid = sessionIdOf(session.accessToken);
    const token = tribe.tokens.sign({ user_id: clarie.id, sid, roles: ['admin'] });
    expect((await tribe.client({ token }).get(users)).status).toBe(403);
  });

  test('is required by every admin endpoint; refused requests write nothing', async () => {
    const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
    const before = await rowsOf(
      tribe,
      'SELECT (SELECT count(*) FROM outbox) AS events, (SELECT count(*) FROM user_activities) AS log',
    );
    for (const [method, path, body] of everything(other.id)) {
      expect(await person.request(method, path, body)).toMatchObject({
        status: 403,
        body: { code: 'PERMISSION_DENIED' },
      });
      expect((await tribe.client().request(method, path, body)).status).toBe(401);
      for (const flaw of tokenFlaws) {
        const token = tribe.tokens.sign({ user_id: rootId, roles: ['admin'] }, flaw);
        expect((await tribe.client({ token }).request(method, path, body)).status).toBe(401);
      }
    }
    expect(
      await rowsOf(
        tribe,
        'SELECT (SELECT count(*) FROM outbox) AS events, (SELECT count(*) FROM user_activities) AS log',
      ),
    ).toEqual(before);
  });

  test('is read from the database, so a token that still names it is refused with 403 PERMISSION_DENIED', async () => {
    const person = await newPerson(tribe);
    const sid = sessionIdOf(person.accessToken);
    const token = tribe.tokens.sign({ user_id: person.id, sid, roles: ['admin'] });
    for (const [method, path, body] of everything(person.id)) {
      const answer = await tribe.client({ token }).request(method, path, body);
      expect(answer).toMatchObject({ status: 403, body: { code: 'PERMISSION_DENIED' } });
    }
  });

  test('can be granted, and revoking it ends every session of the user', async () => {
    const person = await newPerson(tribe);
    expect(await root.put(`${users}/${person.id}/roles/admin`)).toMatchObject({
      status: 200,
      body: { roles: ['admin'] },
    });
    expect((await person.get(users)).status).toBe(403);
    const { body } = await tribe
      .client()
      .post('/api/v1/auth/refresh', { refresh_token: person.refreshToken });
    const api = tribe.client({ token: body.access_token });
    expect((await api.get(users)).status).toBe(200);
    expect(await ban(person.id)).toMatchObject({ status: 409, body: { code: 'CANNOT_BAN_ADMIN' } });
    expect(await root.delete(`${users}/${person.id}/roles/admin`)).toMatchObject({
      status: 200,
      body: { roles: [] },
    });
    expect((await api.get(users)).status).toBe(401);
    expect((await logOf(person.id)).slice(0, 2)).toMatchObject([
      { activity_type: 'role_revoked', actor_id: rootId },
      { activity_type: 'role_granted', metadata: { role: 'admin' }, actor_id: rootId },
    ]);
  });

  test('can be revoked from a user with a deleted account, but not granted to one', async () => {
    const person = await newPerson(tribe);
    await root.put(`${users}/${person.id}/roles/admin`);
    expect((await person.delete('/api/v1/settings/delete-account')).status).toBe(202);
    expect(await root.delete(`${users}/${person.id}/roles/admin`)).toMatchObject({
      status: 200,
      body: { roles: [] },
    });
    const again = await root.put(`${users}/${person.id}/roles/admin`);
    expect(again).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
  });

  test('stays with one of two admins who revoke it from each other at the same time', async () => {
    for (let round = 0; round < 3; round++) {
      const rivals = [await newPerson(tribe), await newPerson(tribe)] as const;
      for (const { id } of rivals) await root.put(`${users}/${id}/roles/admin`);
      const [one, other] = await Promise.all([rivals[0].logIn(), rivals[1].logIn()]);
      const answers = await Promise.all([
        one.delete(`${users}/${other.id}/roles/admin`),
        other.delete(`${users}/${one.id}/roles/admin`),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const left = await rowsOf(tribe, 'SELECT FROM user_roles WHERE user_id = ANY($1)', [
        rivals.map(({ id }) => id),
      ]);
      expect(left).toHaveLength(1);
    }
  });

  test('cannot be changed by its owner, nor without a recent authentication', async () => {
    const person = await newPerson(tribe);
    const own = await root.delete(`${users}/${rootId}/roles/admin`);
    expect(own).toMatchObject({ status: 422, body: { code: 'CANNOT_CHANGE_OWN_ROLE' } });
    const stale = await root.logInWith(device);
    tribe.clock.advance(11 * 60_000);
    const refused = await stale.put(`${users}/${person.id}/roles/admin`);
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'RECENT_AUTHENTICATION_REQUIRED' },
    });
    root = await root.logInWith(device);
    expect((await root.put(`${users}/${person.id}/roles/emperor`)).status).toBe(422);
  });
});

describe('banning a user', () => {
  test('ends every session, refuses every login method and publishes the events once', async () => {
    const person = await newPerson(tribe);
    const reset = () =>
      tribe.client().post('/api/v1/auth/forgot-password', { email: person.email });
    const phone = await person.logIn();
    const answer = await ban(person.id, 'Sold "friends"\nto others');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: person.id,
        is_active: false,
        banned_at: expect.any(String),
        ban_reason: 'Sold "friends"\nto others',
      },
    });
    // The service may hear of the ended session first.
    const { status, body } = await person.get('/api/v1/auth/me');
    expect(status).toBe(401);
    expect(['ACCOUNT_INACTIVE', 'SESSION_REVOKED']).toContain(body.code);
    for (const refresh_token of [person.refreshToken, phone.refreshToken])
      expect((await tribe.client().post('/api/v1/auth/refresh', { refresh_token })).status).toBe(
        401,
      );
    const logIn = (password: string) =>
      tribe.client().post('/api/v1/auth/login', { email: person.email, password });
    const { status: refused, body: told } = await logIn(person.password);
    expect([refused, told.code, told.until]).toEqual([401, 'ACCOUNT_BANNED', undefined]);
    const again = await logIn('wrong');
    const unknown = await tribe
      .client()
      .post('/api/v1/auth/login', { email: 'nobody@example.com', password: 'x' });
    expect(again.status).toBe(401);
    expect({ ...again.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    expect((await reset()).status).toBe(202);
    expect(await (await newPerson(tribe)).get(`/api/v1/users/${person.id}`)).toMatchObject({
      status: 404,
    });

    expect((await ban(person.id, 'Another reason')).body.ban_reason).toBe(
      'Sold "friends"\nto others',
    );
    const updates = (await eventsOf('tribe.identity.user.updated.v1'))
      .map(({ payload, entity_version }) => ({
        version: entity_version,
        ...fromBinary(UserUpdatedSchema, payload),
      }))
      .filter(({ user }) => user?.id === person.id);
    expect(updates.map(({ version, isActive }) => [version, isActive])).toEqual([['2', false]]);
    const revoked = (await eventsOf('tribe.identity.session.revoked.v1'))
      .map(({ payload }) => fromBinary(SessionRevokedSchema, payload))
      .filter(({ userId }) => userId === person.id);
    expect(revoked.map(({ reason }) => reason)).toEqual(
      Array(2).fill(SessionRevocationReason.ACCOUNT_DEACTIVATED),
    );
  });

  test('can be undone, which restores the account but no session', async () => {
    const person = await newPerson(tribe);
    await ban(person.id);
    expect(await unban(person.id)).toMatchObject({
      status: 200,
      body: { is_active: true, banned_at: null, ban_reason: null },
    });
    expect((await unban(person.id)).status).toBe(200);
    expect(await person.get('/api/v1/auth/me')).toMatchObject({
      status: 401,
      body: { code: 'SESSION_REVOKED' },
    });
    const returned = await person.logIn();
    expect((await returned.get('/api/v1/users/me')).body).toMatchObject({ is_active: true });
    expect((await (await newPerson(tribe)).get(`/api/v1/users/${person.id}`)).status).toBe(200);
    const updates = (await eventsOf('tribe.identity.user.updated.v1'))
      .map(({ payload }) => fromBinary(UserUpdatedSchema, payload))
      .filter(({ user }) => user?.id === person.id);
    expect(updates.map(({ isActive }) => isActive)).toEqual([false, true]);
  });

  test('is recorded for both users, without the admin in the activities of the banned user', async () => {
    const person = await newPerson(tribe);
    await ban(person.id, 'Spam');
    await unban(person.id);
    expect((await logOf(person.id)).slice(0, 2)).toMatchObject([
      { activity_type: 'unbanned', actor_id: rootId, ip_address: null },
      {
        activity_type: 'banned',
        metadata: { reason: 'Spam', sessions_ended: 1 },
        actor_id: rootId,
      },
    ]);
    const own = (await root.get('/api/v1/users/me/activity')).body.activities;
    expect(own.slice(0, 3)).toMatchObject([
      { activity_type: 'activity_read', metadata: { user_id: person.id } },
      { activity_type: 'user_unbanned', metadata: { user_id: person.id } },
      { activity_type: 'user_banned', metadata: { user_id: person.id, reason: 'Spam' } },
    ]);
    const returned = await person.logIn();
    const seen = await returned.get('/api/v1/users/me/activity');
    expect(JSON.stringify(seen.body)).not.toContain(rootId);
  });

  test('refuses the own account with 422 CANNOT_BAN_YOURSELF and an unknown user with 404', async () => {
    expect(await ban(rootId)).toMatchObject({ status: 422, body: { code: 'CANNOT_BAN_YOURSELF' } });
    expect(await ban(rootId.toUpperCase())).toMatchObject({
      status: 422,
      body: { code: 'CANNOT_BAN_YOURSELF' },
    });
    expect(await ban(randomUUID())).toMatchObject({
      status: 404,
      body: { code: 'USER_NOT_FOUND' },
    });
    expect(await unban(randomUUID())).toMatchObject({
      status: 404,
      body: { code: 'USER_NOT_FOUND' },
    });
    expect((await root.get(`${users}/${randomUUID()}/activity`)).status).toBe(404);
  });

  test.each([
    {},
    { reason: '' },
    { reason: '  ' },
    { reason: 7 },
    { reason: 'x'.repeat(501) },
    { reason: 'x', days: 1 },
  ])('refuses the body %j, which has no valid reason, with 422', async (body) => {
    const person = await tribe.person('brian');
    const answer = await root.post(`${users}/${person.id}/ban`, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    expect((await person.get('/api/v1/auth/me')).status).toBe(200);
  });

  test('leaves no open session when logins and refreshes run at the same time', async () => {
    for (let round = 0; round < 3; round++) {
      const person = await newPerson(tribe);
      const login = () =>
        tribe
          .client()
          .post('/api/v1/auth/login', { email: person.email, password: person.password });
      const refresh = () =>
        tribe.client().post('/api/v1/auth/refresh', { refresh_token: person.refreshToken });
      const answers = await Promise.all([login(), refresh(), ban(person.id), login(), refresh()]);
      const tokens = answers.flatMap(({ body }) => (body.access_token ? [body.access_token] : []));
      for (const token of tokens)
        expect((await tribe.client({ token }).get('/api/v1/auth/me')).status).toBe(401);
      expect(
        await rowsOf(tribe, 'SELECT 1 FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [
          person.id,
        ]),
      ).toEqual([]);
    }
  });

  test('has one effect when several requests arrive at the same time', async () => {
    const person = await newPerson(tribe);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) => ban(person.id, `Reason ${n}`)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.ban_reason}`)).size).toBe(1);
    expect(
      (await logOf(person.id)).filter(
        (activity: { activity_type: string }) => activity.activity_type === 'banned',
      ),
    ).toHaveLength(1);
  });
});

describe('marking a user as verified', () => {
  const verify = (id: string) => root.put(`${users}/${id}/verified`);
  const unverify = (id: string) => root.delete(`${users}/${id}/verified`);
  const everybodySees = async (person: Person) => {
    await person.put('/api/v1/settings/privacy', { profile_visibility: 'everyone' });
    return (await (await newPerson(tribe)).get(`/api/v1/users/${person.id}`)).body.is_verified;
  };

  test('shows is_verified in every response until the mark is removed', async () => {
    const person = await newPerson(tribe);
    const seen = async () => {
      const { email, password } = person;
      const login = await tribe.client().post('/api/v1/auth/login', { email, password });
      const api = tribe.client({ token: login.body.access_token });
      const [me, mine] = await Promise.all([
        api.get('/api/v1/auth/me'),
        api.get('/api/v1/users/me'),
      ]);
      const marks = [login.body.user, me.body, mine.body].map(({ is_verified }) => is_verified);
      return [...marks, await everybodySees(person)];
    };
    expect(await seen()).toEqual([false, false, false, false]);
    expect(await verify(person.id)).toMatchObject({
      status: 200,
      body: { id: person.id, is_verified: true },
    });
    expect(await seen()).toEqual([true, true, true, true]);
    expect(await unverify(person.id)).toMatchObject({ status: 200, body: { is_verified: false } });
    expect(await seen()).toEqual([false, false, false, false]);
  });

  test('hides is_verified from viewers who see only the card', async () => {
    const person = await newPerson(tribe);
    await verify(person.id);
    await person.put('/api/v1/settings/privacy', { profile_visibility: 'friends_only' });
    expect(
      (await (await newPerson(tribe)).get(`/api/v1/users/${person.id}`)).body,
    ).not.toHaveProperty('is_verified');
  });

  test.each([{ full_name: 'Somebody Famous' }, { username: 'somebody_famous' }])(
    'removes the mark when the user changes their name: %j',
    async (change) => {
      const person = await newPerson(tribe);
      await verify(person.id);
      expect(
        (await person.patch('/api/v1/users/me', { bio: 'Runs at dawn' })).body.is_verified,
      ).toBe(true);
      expect((await person.patch('/api/v1/users/me', change)).body.is_verified).toBe(false);
      expect((await logOf(person.id))[0]).toMatchObject({
        activity_type: 'verification_taken',
        actor_id: null,
      });
      expect((await verify(person.id)).body.is_verified).toBe(true);
      expect((await person.patch('/api/v1/users/me', change)).body.is_verified).toBe(true);
    },
  );

  test('refuses a user who marks their own account with 422', async () => {
    const person = await newPerson(tribe);
    expect(
      (await person.put('/api/v1/users/me', { is_verified: true, bio: 'Trust me' })).status,
    ).toBe(422);
    expect((await person.get('/api/v1/users/me')).body).toMatchObject({
      is_verified: false,
      bio: null,
    });
  });

  test('is recorded once for both users, without the admin in the activities of the marked user', async () => {
    const person = await newPerson(tribe);
    await Promise.all([verify(person.id), verify(person.id), verify(person.id)]);
    await unverify(person.id);
    await unverify(person.id);
    const log = (await logOf(person.id)).filter(
      (activity: { actor_id: string | null }) => activity.actor_id !== null,
    );
    expect(log).toMatchObject([
      { activity_type: 'verification_taken', actor_id: rootId, ip_address: null },
      { activity_type: 'verified', actor_id: rootId, ip_address: null },
    ]);
    const own = (await root.get('/api/v1/users/me/activity')).body.activities;
    expect(own.slice(1, 3)).toMatchObject([
      { activity_type: 'user_verification_taken', metadata: { user_id: person.id } },
      { activity_type: 'user_verified', metadata: { user_id: person.id } },
    ]);
    expect(JSON.stringify((await person.get('/api/v1/users/me/activity')).body)).not.toContain(
      rootId,
    );
  });

  test('refuses an unknown user with 404 and a malformed id with 422', async () => {
    expect(await verify(randomUUID())).toMatchObject({
      status: 404,
      body: { code: 'USER_NOT_FOUND' },
    });
    expect(await unverify(randomUUID())).toMatchObject({
      status: 404,
      body: { code: 'USER_NOT_FOUND' },
    });
    expect((await verify('me')).status).toBe(422);
  });
});

test('lists users by the beginning of the username or address, by status, and page by page', async () => {
  const persons: Person[] = [];
  for (let n = 0; n < 3; n++) persons.unshift(await tribe.person(`findable${n}`));
  const wanted = persons.map(({ id }) => id);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await root.get(`${users}?q=FINDABLE&limit=2${cursor}`);
    seen.push(...body.users.map(({ id }: { id: string }) => id));
    cursor = body.pagination.next_cursor && `&cursor=${body.pagination.next_cursor}`;
  } while (cursor);
  expect(seen).toEqual(wanted);
  await ban(wanted[0] ?? '');
  const idsOf = async (search: string) =>
    (await root.get(`${users}?${search}`)).body.users.map(({ id }: { id: string }) => id);
  expect(await idsOf('q=findable&status=banned')).toEqual(wanted.slice(0, 1));
  expect(await idsOf('q=findable&status=active')).toEqual(wanted.slice(1));
  expect(await idsOf(`q=${persons[1]?.email}`)).toEqual(wanted.slice(1, 2));
  expect(await idsOf('q=%25')).toEqual([]);
  expect((await root.get(`${users}?status=evil`)).status).toBe(422);
  const [first] = (await root.get(`${users}?q=findable&limit=1`)).body.users;
  expect(Object.keys(first).toSorted()).toEqual(
    'ban_reason banned_at banned_until created_at email email_verified full_name id is_active is_verified roles username'.split(
      ' ',
    ),
  );
});
