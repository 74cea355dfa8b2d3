import { fromBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  ModerationActionKind,
  ModerationActionLiftedSchema,
  ModerationActionTakenSchema,
  SessionRevocationReason,
  SessionRevokedSchema,
  UserRoleService,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Purges } from '@tribe/jobs';
import { dayMs, newId } from '@tribe/service-kit';
import { type Person, SoftwareAuthenticator, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { claimsOf, newPerson, rowsOf } from '../identity.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const minute = 60_000;
function refresh(refreshToken: string | undefined, headers = {}) {
  return tribe.client().post('/api/v1/auth/refresh', { refresh_token: refreshToken }, { headers });
}

async function revocationsOf(person: Person) {
  const rows = await rowsOf(
    tribe,
    `SELECT payload, entity_version FROM outbox WHERE subject = 'tribe.identity.session.revoked.v1'`,
  );
  return rows
    .map((row) => fromBinary(SessionRevokedSchema, row.payload))
    .filter(({ userId }) => userId === person.id);
}

test('returns a new access token and a new refresh token of the same session', async () => {
  const person = await newPerson(tribe);
  const { status, body } = await refresh(person.refreshToken);
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    token_type: 'bearer',
    expires_in: 3600,
  });
  expect(claimsOf(body.refresh_token).token_id).not.toBe(claimsOf(person.refreshToken).token_id);
  expect(claimsOf(body.access_token).sid).toBe(claimsOf(person.accessToken).sid);
  expect((await tribe.client({ token: body.access_token }).get('/api/v1/auth/me')).status).toBe(
    200,
  );
});

test('returns the same successor when the refresh is repeated within a minute', async () => {
  const person = await newPerson(tribe);
  const first = await refresh(person.refreshToken);
  tribe.clock.advance(minute - 1_000);
  const repeated = await refresh(person.refreshToken);
  expect(repeated.status).toBe(200);
  expect(claimsOf(repeated.body.refresh_token)).toEqual(claimsOf(first.body.refresh_token));
  expect((await refresh(repeated.body.refresh_token)).status).toBe(200);
});

test('ends the session with one event when a replaced refresh token is used after a minute', async () => {
  const person = await newPerson(tribe);
  const { body: newest } = await refresh(person.refreshToken);
  tribe.clock.advance(minute + 1_000);
  expect(await refresh(person.refreshToken)).toMatchObject({
    status: 401,
    body: { code: 'REFRESH_TOKEN_REUSED' },
  });
  expect(await refresh(newest.refresh_token)).toMatchObject({
    status: 401,
    body: { code: 'SESSION_REVOKED' },
  });
  expect(await refresh(person.refreshToken)).toMatchObject({
    status: 401,
    body: { code: 'SESSION_REVOKED' },
  });
  expect(await revocationsOf(person)).toMatchObject([
    { sessionId: claimsOf(person.refreshToken).sid, reason: SessionRevocationReason.TOKEN_REUSE },
  ]);
});

test('ends the session for a reused token with an Idempotency-Key too', async () => {
  const person = await newPerson(tribe);
  const { body: newest } = await refresh(person.refreshToken);
  tribe.clock.advance(minute + 1_000);
  const replay = await refresh(person.refreshToken, { 'idempotency-key': 'stolen-token-1' });
  expect(replay).toMatchObject({ status: 401, body: { code: 'REFRESH_TOKEN_REUSED' } });
  expect(await refresh(newest.refresh_token)).toMatchObject({
    status: 401,
    body: { code: 'SESSION_REVOKED' },
  });
});

test('a refresh with an Idempotency-Key is repeated while its session is open, and executed again after that', async () => {
  const person = await newPerson(tribe);
  const key = { 'idempotency-key': newId() };
  const first = await refresh(person.refreshToken, key);
  expect(await refresh(person.refreshToken, key)).toMatchObject({ status: 200, body: first.body });
  await tribe.client({ token: first.body.access_token }).post('/api/v1/auth/logout');
  expect(await refresh(person.refreshToken, key)).toMatchObject({
    status: 401,
    body: { code: 'SESSION_REVOKED' },
  });
});

test('a refresh with an Idempotency-Key is repeated in a session that outlived a change of the password', async () => {
  const person = await newPerson(tribe);
  tribe.clock.advance(1_000);
  const [from, to] = [person.password, 'Nairobi by night train'];
  const passwords = { current_password: from, new_password: to, confirm_password: to };
  expect((await person.post('/api/v1/auth/change-password', passwords)).status).toBe(204);
  tribe.clock.advance(1_000);
  const key = { 'idempotency-key': newId() };
  const first = await refresh(person.refreshToken, key);
  tribe.clock.advance(minute + 1_000);
  expect(await refresh(person.refreshToken, key)).toMatchObject({ status: 200, body: first.body });
});

test('fifty refreshes at the same time create one successor', async () => {
  const person = await newPerson(tribe);
  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(person.refreshToken)));
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(new Set(answers.map(({ body }) => claimsOf(body.refresh_token).token_id)).size).toBe(1);
  const sid = claimsOf(person.refreshToken).sid;
  expect(
    await rowsOf(tribe, 'SELECT id FROM refresh_tokens WHERE session_id = $1', [sid]),
  ).toHaveLength(2);
  expect(
    await rowsOf(tribe, 'SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [
      person.id,
    ]),
  ).toHaveLength(1);
  expect(await revocationsOf(person)).toEqual([]);
});

test('a session ends thirty days after the login, even when it is refreshed', async () => {
  const person = await newPerson(tribe);
  tribe.clock.advance(29 * dayMs);
  const { status, body } = await refresh(person.refreshToken);
  expect(status).toBe(200);
  expect(claimsOf(body.refresh_token).exp).toBe(claimsOf(person.refreshToken).exp);
  tribe.clock.advance(dayMs + minute);
  expect(await refresh(body.refresh_token)).toMatchObject({
    status: 401,
    body: { code: 'REFRESH_TOKEN_EXPIRED' },
  });
});

test('refuses the refresh tokens of a deactivated account with 401 ACCOUNT_INACTIVE', async () => {
  const person = await newPerson(tribe);
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [person.id]);
  expect(await refresh(person.refreshToken)).toMatchObject({
    status: 401,
    body: { code: 'ACCOUNT_INACTIVE', title: 'Invalid authentication' },
  });
});

test('refuses tokens that are not refresh tokens signed by identity with 401 REFRESH_TOKEN_INVALID', async () => {
  const person = await newPerson(tribe);
  const [header, claims, signature] = (person.refreshToken ?? '').split('.');
  const forged = Buffer.from(
    JSON.stringify({ ...claimsOf(person.refreshToken), user_id: '0' }),
  ).toString('base64url');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'rt+jwt' })).toString('base64url');
  const wrong = [
    person.accessToken,
    `${header}.${forged}.${signature}`,
    `${none}.${claims}.`,
    `${header}.${claims}.`,
    'a.b.c',
    'x',
  ];
  for (const token of wrong) {
    expect(await refresh(token)).toMatchObject({
      status: 401,
      body: { code: 'REFRESH_TOKEN_INVALID' },
    });
  }
  expect((await refresh(person.refreshToken)).status).toBe(200);
});

test('logging out ends only the session of the token, with one event for repeated requests', async () => {
  const person = await newPerson(tribe);
  const phone = await person.logIn();
  expect(await person.post('/api/v1/auth/logout')).toMatchObject({ status: 204, body: undefined });
  // A repeated request is refused as soon as the service has heard that the session ended.
  expect([204, 401]).toContain((await person.post('/api/v1/auth/logout')).status);
  expect(await refresh(person.refreshToken)).toMatchObject({
    status: 401,
    body: { code: 'SESSION_REVOKED' },
  });
  expect((await refresh(phone.refreshToken)).status).toBe(200);
  expect(await revocationsOf(person)).toMatchObject([
    { sessionId: claimsOf(person.accessToken).sid, reason: SessionRevocationReason.LOGOUT },
  ]);
});

test('purges sessions a day after they expire', async () => {
  const [old, young] = [await newPerson(tribe), await newPerson(tribe)];
  await rowsOf(tribe, `UPDATE sessions SET expires_at = $2 WHERE user_id = $1`, [
    old.id,
    hoursAgo(25),
  ]);
  await rowsOf(tribe, `UPDATE sessions SET expires_at = $2 WHERE user_id = $1`, [
    young.id,
    hoursAgo(23),
  ]);
  await refresh(young.refreshToken);
  await tribe.service('identity').app.get(Purges).run();
  expect(await rowsOf(tribe, 'SELECT id FROM sessions WHERE user_id = $1', [old.id])).toEqual([]);
  expect(
    await rowsOf(tribe, 'SELECT id FROM refresh_tokens WHERE session_id = $1', [
      claimsOf(old.refreshToken).sid,
    ]),
  ).toEqual([]);
  expect(
    await rowsOf(tribe, 'SELECT id FROM sessions WHERE user_id = $1', [young.id]),
  ).toHaveLength(1);
});

function hoursAgo(hours: number): Date {
  return new Date(tribe.clock.now().getTime() - hours * 3_600_000);
}

describe('a ban by a moderator', () => {
  const logIn = ({ email, password }: Person) =>
    tribe.client().post('/api/v1/auth/login', { email, password });

  async function publish(
    schema: typeof ModerationActionTakenSchema | typeof ModerationActionLiftedSchema,
    action: { id: string; subjectId: string; until?: ReturnType<typeof timestampFromDate> },
  ): Promise<void> {
    const data = { action: { kind: ModerationActionKind.BAN_USER, ...action } };
    const entityVersion = schema === ModerationActionTakenSchema ? 1 : 2;
    const event = eventOf(schema, { entityId: action.id, entityVersion, data });
    await tribe.publishAs('social-graph', event);
    await tribe.settled();
  }

  async function ban({ id: subjectId }: Person, days?: number) {
    const until = days && new Date(tribe.clock.now().getTime() + days * dayMs);
    const end = until ? { until: timestampFromDate(until) } : {};
    const action = { id: newId(), subjectId, ...end };
    await publish(ModerationActionTakenSchema, action);
    return { action, until: until ? until.toISOString() : undefined };
  }

  const makeAdmin = ({ id }: Person) =>
    rowsOf(tribe, `INSERT INTO user_roles VALUES ($1, 'admin', NULL, now())`, [id]);

  async function newAdmin(): Promise<Person> {
    const person = await newPerson(tribe);
    await makeAdmin(person);
    const device = new SoftwareAuthenticator();
    await person.addPasskey(device);

    return person.logInWith(device);
  }

  test('with an end refuses logins and refreshes until then, and keeps the user visible', async () => {
    const person = await newPerson(tribe);
    const { action, until } = await ban(person, 2);
    await publish(ModerationActionTakenSchema, action);
    for (const refused of [await logIn(person), await refresh(person.refreshToken)]) {
      expect([refused.status, refused.body.code]).toEqual([401, 'ACCOUNT_BANNED']);
      expect(refused.body.until).toBe(until);
    }
    expect(await revocationsOf(person)).toHaveLength(1);
    expect((await (await newPerson(tribe)).get(`/api/v1/users/${person.id}`)).status).toBe(200);
    tribe.clock.advance(2 * dayMs);
    expect((await logIn(person)).status).toBe(200);
  });

  test('without an end closes the account, until an appeal is granted', async () => {
    const person = await newPerson(tribe);
    const { action } = await ban(person);
    expect((await logIn(person)).body).toMatchObject({ code: 'ACCOUNT_BANNED' });
    expect((await (await newPerson(tribe)).get(`/api/v1/users/${person.id}`)).status).toBe(404);
    await publish(ModerationActionLiftedSchema, { id: newId(), subjectId: person.id });
    expect((await logIn(person)).status).toBe(401);
    await publish(ModerationActionLiftedSchema, action);
    expect((await logIn(person)).status).toBe(200);
  });

  test('without an end outlasts the granted appeal against another ban with an end, and the other way round', async () => {
    const person = await newPerson(tribe);
    const { action: permanent } = await ban(person);
    const { action: short } = await ban(person, 1);
    await publish(ModerationActionLiftedSchema, short);
    expect((await logIn(person)).body).toMatchObject({ code: 'ACCOUNT_BANNED' });

    const { until } = await ban(person, 3);
    await ban(person, 2);
    await publish(ModerationActionLiftedSchema, permanent);
    expect((await logIn(person)).body).toMatchObject({ code: 'ACCOUNT_BANNED', until });
    tribe.clock.advance(3 * dayMs);
    expect((await logIn(person)).status).toBe(200);
  });

  test('of which the appeal is granted does not lift the ban of an admin, who lifts both', async () => {
    const admin = await newAdmin();
    const person = await newPerson(tribe);
    const path = `/api/v1/admin/users/${person.id}`;
    const { action: permanent } = await ban(person);
    const { action: short } = await ban(person, 2);
    expect((await admin.post(`${path}/ban`, { reason: 'Fraud' })).body.ban_reason).toBe('Fraud');
    for (const lifted of [permanent, short]) await publish(ModerationActionLiftedSchema, lifted);
    expect((await logIn(person)).body).toMatchObject({ code: 'ACCOUNT_BANNED' });

    await ban(person, 2);
    expect((await admin.post(`${path}/unban`)).status).toBe(200);
    expect((await logIn(person)).status).toBe(200);
  });

  test('with an end is shown to admins until its end, and forgotten a day later', async () => {
    const person = await newPerson(tribe);
    const { until } = await ban(person, 2);
    const banned = async () => {
      const admin = await newAdmin();
      const search = `status=banned&q=${person.username}`;
      return (await admin.get(`/api/v1/admin/users?${search}`)).body.users;
    };
    const shown = { id: person.id, is_active: true, banned_at: null, banned_until: until };
    expect(await banned()).toMatchObject([shown]);
    const purge = () => tribe.service('identity').app.get(Purges).run();
    const rows = () => rowsOf(tribe, 'SELECT FROM moderation_bans WHERE user_id = $1', [person.id]);

    tribe.clock.advance(2 * dayMs);
    expect(await banned()).toEqual([]);
    await purge();
    expect(await rows()).toHaveLength(1);
    tribe.clock.advance(dayMs + 1_000);
    await purge();
    expect(await rows()).toEqual([]);
  });

  test('ends no session when it is over before it arrives', async () => {
    const person = await newPerson(tribe);
    await ban(person, -1);
    expect(await revocationsOf(person)).toEqual([]);
    expect((await refresh(person.refreshToken)).status).toBe(200);
  });

  test('has no effect on an admin, whose role other services ask for', async () => {
    const person = await newPerson(tribe);
    const roles = (await tribe.rpcAs('social-graph')).client(UserRoleService);
    expect((await roles.getUserRoles({ userId: person.id })).roles).toEqual([]);
    await makeAdmin(person);
    expect((await roles.getUserRoles({ userId: person.id })).roles).toEqual(['admin']);
    await ban(person);
    expect((await logIn(person)).status).toBe(200);
  });
});
