import { newId } from '@tribe/service-kit';
import { SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime], schemas: [] });
});
afterAll(() => tribe.stop());

/** A session that gets tokens of different lengths. */
class Session {
  private readonly claims = { user_id: newId(), sid: newId() };

  token(validForSeconds: number): string {
    return tribe.tokens.sign({ ...this.claims, validForSeconds });
  }

  async connect(validForSeconds: number): Promise<SocketClient> {
    const token = this.token(validForSeconds);
    const socket = await SocketClient.connect(tribe.service('realtime').url, { token });
    await socket.next('connected');

    return socket;
  }
}

test('a socket is warned before its token expires, and is closed when it expires', async () => {
  const socket = await new Session().connect(2);
  const { expires_at } = await socket.next('auth.expiring');
  expect(socket.closedBecause).toBeUndefined();
  expect(await socket.closed()).toBe('io server disconnect');
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expires_at) - 50);
});

test('a socket whose token is renewed stays open, keeps its place, and is warned again', async () => {
  const session = new Session();
  const [renewed, control] = [await session.connect(2), await session.connect(2)];
  await renewed.next('auth.expiring');
  expect(await renewed.request('auth.renew', { token: session.token(50) })).toEqual({ ok: true });
  const isLater = ({ expires_at }: { expires_at: string }) =>
    Date.parse(expires_at) > Date.now() + 30_000;
  await renewed.next('auth.expiring', { where: isLater });

  await control.closed();
  expect(await renewed.request('presence', { status: 'online' })).toEqual({ ok: true });
  expect(renewed.received.filter(({ event }) => event === 'connected')).toHaveLength(1);
  renewed.close();
});
