import { fromBinary } from '@bufbuild/protobuf';
import { SessionRevocationReason, SessionRevokedSchema } from '@tribe/contracts';
import { type ApiClient, type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, rowsOf, sessionIdOf } from '../identity.test-support';

const path = '/api/v1/auth/sessions';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

interface Device {
  api: ApiClient;
  refreshToken: string;
  id: string;
}

async function logIn(
  { email, password }: Person,
  device_info = {},
  ip = '203.0.113.7',
): Promise<Device> {
  const headers = { 'x-forwarded-for': ip };
  const { body } = await tribe
    .client()
    .post('/api/v1/auth/login', { email, password, device_info }, { headers });
  const api = tribe.client({ token: body.access_token });
  return { api, refreshToken: body.refresh_token, id: sessionIdOf(body.access_token) };
}

const refresh = (refresh_token: string) =>
  tribe.client().post('/api/v1/auth/refresh', { refresh_token });
const idsOf = async (api: ApiClient): Promise<string[]> =>
  (await api.get(path)).body.sessions.map(({ id }: { id: string }) => id);

async function revocationsOf({ id }: Person) {
  const rows = await rowsOf(
    tribe,
    `SELECT payload FROM outbox WHERE subject = 'tribe.identity.session.revoked.v1' ORDER BY id`,
  );
  return rows
    .map(({ payload }) => fromBinary(SessionRevokedSchema, payload))
    .filter(({ userId }) => userId === id)
    .map(({ sessionId, reason }) => [sessionId, reason]);
}

test('lists the devices of the caller, newest first, and marks the current device', async () => {
  const person = await newPerson(tribe);
  const phone = await logIn(
    person,
    { device_type: 'ios', device_id: 'secret-id', app_version: '1.2.0' },
    '2001:db8::1',
  );
  const { status, body } = await phone.api.get(path);
  expect(status).toBe(200);
  expect(body.sessions).toEqual([
    {
      id: phone.id,
      name: null,
      device_type: 'ios',
      app_version: '1.2.0',
      network: '2001:db8:0:0::/64',
      place: null,
      current: true,
      created_at: expect.any(String),
      last_used_at: expect.any(String),
      expires_at: expect.any(String),
    },
    expect.objectContaining({
      id: sessionIdOf(person.accessToken),
      current: false,
      device_type: null,
    }),
  ]);
  expect(body.pagination).toMatchObject({ total: 2, has_more: false });
});

test('pages by cursor without gaps and repetitions', async () => {
  const person = await newPerson(tribe);
  const devices = [];
  for (let n = 0; n < 4; n++) devices.unshift((await logIn(person)).id);
  const wanted = [...devices, sessionIdOf(person.accessToken)];
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await person.get(`${path}?limit=2${cursor}`);
    seen.push(...body.sessions.map(({ id }: { id: string }) => id));
    cursor = body.pagination.next_cursor && `&cursor=${body.pagination.next_cursor}`;
  } while (cursor);
  expect(seen).toEqual(wanted);
});

test('gives a device a name and removes it', async () => {
  const person = await newPerson(tribe);
  const phone = await logIn(person);
  const named = await person.patch(`${path}/${phone.id}`, { name: '  My phone 📱 ' });
  expect(named).toMatchObject({
    status: 200,
    body: { id: phone.id, name: 'My phone 📱', current: false },
  });
  expect((await phone.api.get(path)).body.sessions[0]).toMatchObject({
    name: 'My phone 📱',
    current: true,
  });
  expect((await person.patch(`${path}/${phone.id}`, { name: null })).body.name).toBeNull();
});

test.each([
  {},
  { name: '' },
  { name: '  ' },
  { name: 'x'.repeat(101) },
  { name: 7 },
  { name: 'a', user_id: 'x' },
  { name: '\u001b[2J' },
])('refuses the body %j with 422', async (body) => {
  const brian = await tribe.person('brian');
  const answer = await brian.patch(`${path}/${sessionIdOf(brian.accessToken)}`, body);
  expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
});

test('signs out a device at once and publishes one event', async () => {
  const person = await newPerson(tribe);
  const phone = await logIn(person);
  expect(await person.delete(`${path}/${phone.id}`)).toMatchObject({
    status: 204,
    body: undefined,
  });
  expect(await phone.api.get('/api/v1/auth/me')).toMatchObject({
    status: 401,
    body: { code: 'SESSION_REVOKED' },
  });
  expect(await refresh(phone.refreshToken)).toMatchObject({
    status: 401,
    body: { code: 'SESSION_REVOKED' },
  });
  expect(await idsOf(person)).toEqual([sessionIdOf(person.accessToken)]);
  expect(await person.delete(`${path}/${phone.id}`)).toMatchObject({
    status: 404,
    body: { code: 'SESSION_NOT_FOUND' },
  });
  expect(await revocationsOf(person)).toEqual([[phone.id, SessionRevocationReason.ENDED_BY_OWNER]]);
});

test('signs out all other devices, and again without effect', async () => {
  const person = await newPerson(tribe);
  const others = [await logIn(person), await logIn(person), await logIn(person)];
  expect((await person.delete(path)).status).toBe(204);
  expect((await person.delete(path)).status).toBe(204);
  expect(await idsOf(person)).toEqual([sessionIdOf(person.accessToken)]);
  for (const { refreshToken } of others) expect((await refresh(refreshToken)).status).toBe(401);
  expect((await refresh(person.refreshToken ?? '')).status).toBe(200);
  expect((await revocationsOf(person)).map(([id]) => id).toSorted()).toEqual(
    others.map(({ id }) => id).toSorted(),
  );
});

test('returns the same 404 SESSION_NOT_FOUND for a device of another user and an unknown device', async () => {
  const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
  const theirs = `${path}/${sessionIdOf(other.accessToken)}`;
  const missing = `${path}/0190163d-8694-739b-aea5-966c26f8ad91`;
  for (const ask of [
    (at: string) => person.delete(at),
    (at: string) => person.patch(at, { name: 'mine now' }),
  ]) {
    const [hidden, unknown] = [await ask(theirs), await ask(missing)];
    expect(hidden).toMatchObject({ status: 404, body: { code: 'SESSION_NOT_FOUND' } });
    expect({ ...unknown.body, request_id: '' }).toEqual({ ...hidden.body, request_id: '' });
  }
  expect(await other.get(path)).toMatchObject({
    status: 200,
    body: { sessions: [{ name: null }] },
  });
});

test('leaves no open session when a refresh and a sign-out run at the same time', async () => {
  const person = await newPerson(tribe);
  for (let round = 0; round < 5; round++) {
    const phone = await logIn(person);
    const [ended] = await Promise.all([
      person.delete(`${path}/${phone.id}`),
      refresh(phone.refreshToken),
    ]);
    expect(ended.status).toBe(204);
    expect(await idsOf(person)).toEqual([sessionIdOf(person.accessToken)]);
    expect((await phone.api.get('/api/v1/auth/me')).status).toBe(401);
  }
});

test('publishes an event for exactly the sessions that end when two devices sign each other out', async () => {
  const person = await newPerson(tribe);
  const [one, two] = [await logIn(person), await logIn(person)];
  await Promise.all([one.api.delete(`${path}/${two.id}`), two.api.delete(`${path}/${one.id}`)]);
  const revoked = await revocationsOf(person);
  const open = await idsOf(person);
  for (const { id } of [one, two]) {
    expect(open.includes(id)).toBe(!revoked.some(([sessionId]) => sessionId === id));
  }
});

test('refuses requests without a token and with the token of an ended session with 401', async () => {
  const person = await newPerson(tribe);
  const phone = await logIn(person);
  await person.delete(`${path}/${phone.id}`);
  for (const api of [tribe.client(), phone.api]) {
    expect((await api.get(path)).status).toBe(401);
    expect((await api.delete(path)).status).toBe(401);
    expect((await api.delete(`${path}/${sessionIdOf(person.accessToken)}`)).status).toBe(401);
    expect(
      (await api.patch(`${path}/${sessionIdOf(person.accessToken)}`, { name: 'x' })).status,
    ).toBe(401);
  }
  expect(await idsOf(person)).toEqual([sessionIdOf(person.accessToken)]);
});
