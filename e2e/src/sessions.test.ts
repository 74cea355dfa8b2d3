import { eventually, startTribe, type Tribe, within } from '@tribe/testing';
import { allServices } from './all-services';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
});
afterAll(() => tribe.stop());

/** Logs a user in on another device with an open socket. */
async function device({ email, password }: { email: string; password: string }) {
  const { body } = await tribe.client().post('/api/v1/auth/login', { email, password });
  const sid = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString()).sid;
  const socket = await tribe.socket(body.access_token);
  return {
    sid,
    socket,
    api: tribe.client({ token: body.access_token }),
    refreshToken: body.refresh_token,
  };
}

test('a device that is logged out from another device loses access within two seconds', async () => {
  const brian = await tribe.person('brian');
  const laptop = await device(brian);
  await within(2_000, async () => {
    const phone = await device(brian);
    expect((await phone.api.get('/api/v1/goals')).status).toBe(200);
    return async () => {
      expect((await brian.delete(`/api/v1/auth/sessions/${phone.sid}`)).status).toBe(204);
      await phone.socket.closed();
      await eventually(
        async () => (await phone.api.get('/api/v1/goals')).body.code === 'SESSION_REVOKED',
      );
    };
  });
  await expect(tribe.socket((await tribe.person('brian')).accessToken)).resolves.toBeDefined();
  expect(laptop.socket.closedBecause).toBeUndefined();
  expect((await laptop.api.get('/api/v1/goals')).status).toBe(200);
});

test('logging out all other devices keeps the session of the caller', async () => {
  const alvin = await tribe.person('alvin');
  const own = await alvin.socket();
  const others = [await device(alvin), await device(alvin), await device(alvin)];
  expect((await alvin.delete('/api/v1/auth/sessions')).status).toBe(204);
  for (const { socket, api, refreshToken } of others) {
    await socket.closed();
    await eventually(async () => (await api.get('/api/v1/goals')).status === 401);
    const refreshed = await tribe
      .client()
      .post('/api/v1/auth/refresh', { refresh_token: refreshToken });
    expect(refreshed).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } });
  }
  expect(own.closedBecause).toBeUndefined();
  expect((await alvin.get('/api/v1/goals')).status).toBe(200);
});
