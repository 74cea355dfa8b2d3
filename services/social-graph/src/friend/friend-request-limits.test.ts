import { dayMs } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { accept, sendRequest, cancel, Circle, decline } from './friend.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

describe('repeated requests to the same user', () => {
  test('the fourth within ninety days is 429 until the first is older, declined or not', async () => {
    const [brian, alvin] = await circle.people(2);
    let id = '';
    for (let time = 0; time < 3; time++) {
      const { status, body } = await sendRequest(brian!, alvin!);
      expect(status).toBe(201);
      id = body.id;
      if (time === 1) await decline(alvin!, id);
      await cancel(brian!, id);
      tribe.clock.advance(10 * dayMs);
    }
    const { status, body, headers } = await sendRequest(brian!, alvin!);
    expect([status, body.code]).toEqual([429, 'FRIEND_REQUEST_LIMIT_REACHED']);
    const waitMs = Number(headers['retry-after']) * 1000;
    expect(waitMs).toBeGreaterThan(59 * dayMs);
    expect(waitMs).toBeLessThanOrEqual(60 * dayMs);
    tribe.clock.advance(waitMs);
    expect((await sendRequest(brian!, alvin!)).status).toBe(201);
    expect(
      await circle.rows('SELECT FROM friend_request_log WHERE friendship_id = $1', [id]),
    ).toHaveLength(3);
  });

  test('do not count for the other user', async () => {
    const [brian, alvin] = await circle.people(2);
    for (let time = 0; time < 3; time++)
      await cancel(brian!, (await sendRequest(brian!, alvin!)).body.id);
    expect((await sendRequest(brian!, alvin!)).status).toBe(429);
    expect(await sendRequest(alvin!, brian!)).toMatchObject({
      status: 201,
      body: { user_id: alvin!.id, status: 'pending' },
    });
  });
});

describe('with a limit of one friend and one open request', () => {
  let small: Circle;

  beforeAll(async () => {
    small = new Circle(
      await startTribe({
        services: [socialGraph],
        env: { FRIEND_LIMIT: '1', OPEN_REQUEST_LIMIT: '1' },
      }),
    );
  });
  afterAll(() => small.tribe.stop());

  const full = { status: 409, body: { code: 'FRIEND_LIMIT_REACHED' } };

  test('refuses a second open request, also after the first was declined', async () => {
    const [brian, alvin, clarie] = await small.people(3);
    const { id } = (await sendRequest(brian!, alvin!)).body;
    expect(await sendRequest(brian!, clarie!)).toMatchObject(full);
    await decline(alvin!, id);
    expect(await sendRequest(brian!, clarie!)).toMatchObject(full);
    await cancel(brian!, id);
    expect((await sendRequest(brian!, clarie!)).status).toBe(201);
  });

  test('refuses a second friendship on both sides', async () => {
    const [brian, alvin, clarie] = await small.people(3);
    const { id } = (await sendRequest(clarie!, brian!)).body;
    await small.befriend(brian!, alvin!);
    expect(await accept(brian!, id)).toMatchObject(full);
    expect(await sendRequest(brian!, clarie!)).toMatchObject(full);
    expect(await small.eventsOf(id)).toEqual(['requested']);
  });
});
