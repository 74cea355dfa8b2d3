import { EndpointRegistry } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { contribute } from '../savings-group';
import { BlockWorld, updatesBy } from './block-world';
import { surfaces } from './surfaces';

let tribe: Tribe;
let world: BlockWorld;

beforeAll(async () => {
  tribe = await startTribe({
    services: allServices,
    env: { MAX_SOCKETS_PER_USER: '50', PRESENCE_DEBOUNCE_MS: '100' },
  });
  world = await BlockWorld.form(tribe);
}, 60_000);

afterAll(() => tribe.stop());

const shown = surfaces.flatMap(({ number, name, sees }) => (sees ? [{ number, name, sees }] : []));

test('the table has every surface once, each looked at or waiting for its service', () => {
  expect(surfaces.map(({ number }) => number)).toEqual(
    Array.from({ length: 26 }, (_, index) => index + 1),
  );
  for (const { sees, coming } of surfaces) expect([sees, coming].filter(Boolean)).toHaveLength(1);
});

test('no surface waits for something that is there', () => {
  const routes = allServices.flatMap(({ name }) =>
    tribe
      .service(name)
      .app.get(EndpointRegistry)
      .all()
      .map(({ method, path }) => `${method} ${path}`),
  );
  const overdue = surfaces.filter(({ coming }) => {
    if (!coming) return false;
    if (coming.route) return routes.some((route) => coming.route?.test(route));
    return allServices.some(({ name }) => name === coming.with);
  });
  expect(overdue.map(({ number, name }) => `${number} ${name}`)).toEqual([]);
});

describe('Alvin blocks Brian', () => {
  test.each(shown)('before, each meets the other: $number $name', async ({ sees }) => {
    expect(await sees(world, world.brian, world.alvin)).toBe(true);
    expect(await sees(world, world.alvin, world.brian)).toBe(true);
  });

  test('within a second they are gone for each other', async () => {
    const start = performance.now();
    await world.block(world.alvin, world.brian);
    const gone = async (viewer: Person, other: Person) =>
      (await viewer.get(`/api/v1/users/${other.id}`)).status === 404 &&
      !JSON.stringify((await viewer.get('/api/v1/notifications')).body).includes(other.fullName) &&
      !JSON.stringify((await viewer.get(`/api/v1/goals/${world.goalId}`)).body).includes(
        other.fullName,
      );
    await eventually(
      async () => (await gone(world.brian, world.alvin)) && gone(world.alvin, world.brian),
      {
        timeoutMs: 1_000,
      },
    );
    expect(performance.now() - start).toBeLessThan(1_000);
    await tribe.settled();
  });

  test.each(shown)('neither meets the other any more: $number $name', async ({ sees }) => {
    expect(await sees(world, world.brian, world.alvin)).toBe(false);
    expect(await sees(world, world.alvin, world.brian)).toBe(false);
  });

  test('to Clarie nothing has changed', async () => {
    const { body } = await world.clarie.get(`/api/v1/goals/${world.goalId}`);
    const names = body.participants.map(({ username }: { username: string }) => username);
    expect(names).toEqual([world.clarie, world.brian, world.alvin].map(({ username }) => username));
  });

  test('the goal they share keeps its sums and their places, without a name', async () => {
    const [his, hers] = [world.brian, world.clarie].map((person) =>
      person.get(`/api/v1/goals/${world.goalId}`),
    );
    const [seen, real] = [(await his)?.body, (await hers)?.body];
    expect(seen.current_amount).toBe(real.current_amount);
    const place = seen.participants.find(
      ({ user_id }: { user_id: string }) => user_id === world.alvin.id,
    );
    expect(place).toMatchObject({
      username: 'unknown',
      full_name: 'Unknown',
      profile_image_url: null,
      role: 'member',
    });
  });

  test('a block that is taken back shows them again, but not as friends', async () => {
    await world.unblock(world.alvin, world.brian);
    const meets = async (number: number) =>
      shown.find((surface) => surface.number === number)?.sees(world, world.brian, world.alvin);
    for (const number of [1, 22]) expect([number, await meets(number)]).toEqual([number, true]);
    expect(await meets(6)).toBe(false);
  });
});

describe('open sockets', () => {
  /** Somebody with a public goal, a friend who takes part in it, and a stranger. */
  async function publicGoal() {
    const [owner, friend, watcher] = [
      await tribe.person('dorcas'),
      await tribe.person('jane'),
      await tribe.person('elvis'),
    ];
    await tribe.settled();
    await tribe.befriend(owner, friend);
    await tribe.settled();
    const plan = {
      title: 'Marathon',
      goal_type: 'group',
      is_public: true,
      participant_ids: [friend.id],
    };
    const { body } = await owner.post('/api/v1/goals', plan);
    return { owner, friend, watcher, goalId: body.id as string };
  }

  test('a stranger who watches a public goal is out of its room within a second, and it does not exist for them', async () => {
    const { owner, friend, watcher, goalId } = await publicGoal();
    const [socket, other] = [await watcher.socket(), await world.clarie.socket()];
    await world.watch(socket, goalId);
    await world.watch(other, goalId);
    const start = performance.now();
    await world.block(owner, watcher);
    // What the friend does, who is hidden from nobody, is heard by everybody who is in the room.
    for (let amount = 1; ; amount++) {
      await contribute(friend, goalId, amount);
      await other.next('goal.update', { where: ({ data }) => data.amount === amount });
      // An answer to this socket comes behind what was pushed to it.
      await socket.request('unsubscribe', { channel: 'goal', goal_id: world.nobody });
      if (updatesBy(socket, friend, amount).length === 0) break;
      expect(performance.now() - start).toBeLessThan(1_000);
    }
    expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toMatchObject({
      ok: false,
      code: 'GOAL_NOT_FOUND',
    });
    await tribe.settled();
    const unknown = await watcher.get(`/api/v1/goals/${world.nobody}`);
    for (const answer of [
      await watcher.get(`/api/v1/goals/${goalId}`),
      await watcher.get(`/api/v1/goals/${goalId}/contributions`),
      await watcher.post(`/api/v1/goals/${goalId}/contributions`, { amount: 5 }),
    ])
      expect(await world.isLikeNobody(answer, async () => unknown)).toBe(true);
  });

  test('on sockets that were open before, two who share a goal hear no more of each other within a second', async () => {
    const [karl, lena] = [await tribe.person('karl'), await tribe.person('lena')];
    await tribe.settled();
    for (const person of [karl, lena]) await tribe.befriend(world.clarie, person);
    await tribe.settled();
    const plan = { title: 'Choir', goal_type: 'group', participant_ids: [karl.id, lena.id] };
    const { body: goal } = await world.clarie.post('/api/v1/goals', plan);
    const socket = await karl.socket();
    await world.watch(socket, goal.id);
    await contribute(lena, goal.id, 1);
    await socket.next('goal.update', { where: ({ data }) => data.amount === 1 });
    const start = performance.now();
    await world.block(lena, karl);
    for (let amount = 2; ; amount++) {
      await contribute(lena, goal.id, amount);
      // The goal itself is still theirs: what Clarie does is heard, and what was done before it came before it.
      await contribute(world.clarie, goal.id, 5_000 + amount);
      await socket.next('goal.update', { where: ({ data }) => data.amount === 5_000 + amount });
      if (updatesBy(socket, lena, amount).length === 0) break;
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });

  test('who comes online is announced to friends, not to whom they blocked', async () => {
    const [felix, grace] = [await tribe.person('felix'), await tribe.person('grace')];
    await tribe.settled();
    // Who has no friends yet can be asked by anybody.
    await tribe.befriend(world.clarie, grace);
    await tribe.befriend(grace, felix);
    await world.block(grace, felix);
    const [blocked, friend] = [await felix.socket(), await world.clarie.socket()];
    await grace.socket();
    await friend.next('presence.update', { where: ({ user_id }) => user_id === grace.id });
    expect(blocked.received.filter(({ event }) => event === 'presence.update')).toEqual([]);
  });
});
