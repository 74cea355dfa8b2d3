import { EndpointRegistry } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe, within } from '@tribe/testing';
import { allServices } from '../all-services';
import { contribute } from '../savings-group';
import { BlockWorld, sequencesOf, updatesBy } from './block-world';
import { surfaces } from './surfaces';

let tribe: Tribe;
let world: BlockWorld;

beforeAll(async () => {
  tribe = await startTribe({
    services: allServices,
    env: { MAX_SOCKETS_PER_USER: '50', PRESENCE_DEBOUNCE_MS: '100' },
  });
  world = await BlockWorld.form(tribe);
});

afterAll(() => tribe.stop());

const shown = surfaces.flatMap(({ number, name, sees }) => (sees ? [{ number, name, sees }] : []));

test('every surface is in the table once, with a check or the service that will provide it', () => {
  expect(surfaces.map(({ number }) => number)).toEqual(
    Array.from({ length: 26 }, (_, index) => index + 1),
  );
  for (const { sees, coming } of surfaces) expect([sees, coming].filter(Boolean)).toHaveLength(1);
});

test('every surface of an existing service has a check', () => {
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
  test.each(shown)('both see each other before the block: $number $name', async ({ sees }) => {
    expect(await sees(world, world.brian, world.alvin)).toBe(true);
    expect(await sees(world, world.alvin, world.brian)).toBe(true);
  });

  test('both are hidden from each other within a second', async () => {
    const isHidden = async (viewer: Person, other: Person) =>
      (await viewer.get(`/api/v1/users/${other.id}`)).status === 404 &&
      !JSON.stringify((await viewer.get('/api/v1/notifications')).body).includes(other.fullName) &&
      !JSON.stringify((await viewer.get(`/api/v1/goals/${world.goalId}`)).body).includes(
        other.fullName,
      );
    const block = async () => {
      await world.block(world.alvin, world.brian);
      await eventually(
        async () =>
          (await isHidden(world.brian, world.alvin)) && isHidden(world.alvin, world.brian),
      );
    };
    await within(
      1_000,
      async () => block,
      () => world.unblock(world.alvin, world.brian),
    );
    await tribe.settled();
  });

  test.each(shown)('neither sees the other after the block: $number $name', async ({ sees }) => {
    expect(await sees(world, world.brian, world.alvin)).toBe(false);
    expect(await sees(world, world.alvin, world.brian)).toBe(false);
  });

  test('nothing changes for Clarie', async () => {
    const { body } = await world.clarie.get(`/api/v1/goals/${world.goalId}`);
    const names = body.participants.map(({ username }: { username: string }) => username);
    expect(names).toEqual([world.clarie, world.brian, world.alvin].map(({ username }) => username));
  });

  test('a shared goal keeps its sums and participants, without the names of hidden users', async () => {
    const [his, hers] = [world.brian, world.clarie].map((person) =>
      person.get(`/api/v1/goals/${world.goalId}`),
    );
    const [seen, real] = [(await his)?.body, (await hers)?.body];
    expect(seen.current_amount).toBe(real.current_amount);
    const participant = seen.participants.find(
      ({ user_id }: { user_id: string }) => user_id === world.alvin.id,
    );
    expect(participant).toMatchObject({
      username: 'unknown',
      full_name: 'Unknown',
      profile_image_url: null,
      role: 'member',
    });
  });

  test('both see each other after the block is removed, but are not friends', async () => {
    await world.unblock(world.alvin, world.brian);
    const sees = async (number: number) =>
      shown.find((surface) => surface.number === number)?.sees(world, world.brian, world.alvin);
    for (const number of [1, 22]) expect([number, await sees(number)]).toEqual([number, true]);
    expect(await sees(6)).toBe(false);
  });
});

describe('open sockets', () => {
  /** Creates a public goal of an owner, a friend who takes part in it, and a stranger. */
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

  test('a blocked stranger leaves the room of a public goal within a second, and gets 404 for the goal', async () => {
    const { owner, friend, watcher, goalId } = await publicGoal();
    const [socket, other] = [await watcher.socket(), await world.clarie.socket()];
    await world.watch(other, goalId);
    const leave = async () => {
      await world.block(owner, watcher);
      // Actions of the friend, who is hidden from no one, reach all sockets in the room.
      await eventually(async () => {
        await contribute(friend, goalId, 1);
        const { sequence } = await other.next('goal.update');
        // A response arrives after all earlier pushes to this socket.
        await socket.request('unsubscribe', { channel: 'goal', goal_id: world.unknownId });
        return !sequencesOf(socket).includes(sequence);
      });
    };
    await within(
      1_000,
      async () => {
        await world.watch(socket, goalId);
        return leave;
      },
      () => world.unblock(owner, watcher),
    );
    expect(await socket.request('subscribe', { channel: 'goal', goal_id: goalId })).toMatchObject({
      ok: false,
      code: 'GOAL_NOT_FOUND',
    });
    await tribe.settled();
    const unknown = await watcher.get(`/api/v1/goals/${world.unknownId}`);
    for (const answer of [
      await watcher.get(`/api/v1/goals/${goalId}`),
      await watcher.get(`/api/v1/goals/${goalId}/contributions`),
      await watcher.post(`/api/v1/goals/${goalId}/contributions`, { amount: 5 }),
    ])
      expect(await world.equalsUnknown(answer, async () => unknown)).toBe(true);
  });

  test('users who share a goal receive no pushes about each other within a second after the block', async () => {
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
    let amount = 1;
    const block = async () => {
      await world.block(lena, karl);
      await eventually(async () => {
        amount += 1;
        await contribute(lena, goal.id, amount);
        // Pushes about Clarie still arrive, after all earlier pushes about the goal.
        await contribute(world.clarie, goal.id, 5_000 + amount);
        await socket.next('goal.update', { where: ({ data }) => data.amount === 5_000 + amount });
        return updatesBy(socket, lena, amount).length === 0;
      });
    };
    await within(
      1_000,
      async () => block,
      () => world.unblock(lena, karl),
    );
  });

  test('a user who comes online is announced to friends, but not to blocked users', async () => {
    const [felix, grace] = [await tribe.person('felix'), await tribe.person('grace')];
    await tribe.settled();
    // A user without friends can receive requests from everyone.
    await tribe.befriend(world.clarie, grace);
    await tribe.befriend(grace, felix);
    await world.block(grace, felix);
    const [blocked, friend] = [await felix.socket(), await world.clarie.socket()];
    await grace.socket();
    await friend.next('presence.update', { where: ({ user_id }) => user_id === grace.id });
    expect(blocked.received.filter(({ event }) => event === 'presence.update')).toEqual([]);
  });
});
