import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { nairobi, Owners, Scene } from './location-scene.test-support';

let tribe: Tribe;
let owners: Owners;
let scene: Scene;

beforeAll(async () => {
  // Each scene has its own device, and the tests send positions faster than a device does.
  const env = { LOCATION_INTERVAL_MS: '0', SUBSCRIPTION_REVIEW_MS: '30000' };
  tribe = await startTribe({ services: [realtime], schemas: [], env });
  owners = await Owners.start(tribe);
});
afterAll(() => tribe.stop());

beforeEach(async () => {
  scene = await Scene.open(tribe, owners);
});

afterEach(() => {
  scene.close();
  const { unwilling, strangers, outsiders, readers } = owners;
  for (const refused of [unwilling, strangers, outsiders, readers]) refused.clear();
  owners.beforeSettings = async () => undefined;
});

describe('a share', () => {
  test.each(['withFriend', 'inConversation'] as const)(
    '%s shows positions to viewers, also to those who connect later, and to no one else',
    async (kind) => {
      const stranger = await scene.connect(newId());
      const share_id = await scene.share(scene[kind]);
      const conversation_id = kind === 'withFriend' ? null : scene.conversation.id;
      const share = { share_id, user_id: scene.sharerId, conversation_id };
      expect(await scene.viewer.next('location.started')).toMatchObject(share);

      const late = await scene.connect(scene.viewerId);
      expect(await late.next('location.started')).toMatchObject(share);
      expect(await late.next('location.update')).toMatchObject({ ...share, ...nairobi });

      await scene.move({ ...nairobi, lat: 1 });
      expect(await late.next('location.update')).toMatchObject({ lat: 1 });
      await stranger.request('presence', { status: 'online' });
      expect(stranger.received.filter(({ event }) => event.startsWith('location'))).toEqual([]);
      expect(scene.phone.received.map(({ event }) => event)).not.toContain('location.update');
      for (const socket of [late, stranger]) socket.close();
    },
  );

  test('is shown to a user who joins the conversation', async () => {
    await scene.share(scene.inConversation);
    const joining = newId();
    const socket = await scene.connect(joining);
    await scene.join(joining);
    expect(await socket.next('location.update')).toMatchObject(nairobi);
    socket.close();
  });

  test('is not shown to a user who has left, when the event of the joining comes again', async () => {
    await scene.share(scene.inConversation);
    const left = newId();
    const socket = await scene.connect(left);
    owners.outsiders.add(left);
    // The server sends an event again some seconds later.
    await scene.join(left, new Date(tribe.clock.now().getTime() - 10_000));
    await tribe.settled();
    await socket.request('presence', { status: 'online' });
    const received = socket.received.map(({ event }) => event);
    expect(received.filter((event) => event.startsWith('location'))).toEqual([]);
    socket.close();
  });

  test('of the same conversation replaces the earlier one', async () => {
    const first = await scene.share(scene.inConversation);
    const second = await scene.share(scene.inConversation);
    expect(await scene.viewer.next('location.ended')).toMatchObject({ share_id: first });
    expect(second).not.toBe(first);
    const before = await scene.seen();
    await scene.move();
    expect(await scene.seen()).toBe(before + 1);
  });

  test('is known to other devices of the user, which cannot report positions', async () => {
    const share_id = await scene.share();
    const laptop = await scene.connect(scene.sharerId);
    expect(await laptop.next('location.started')).toMatchObject({ share_id });
    expect(await laptop.request('location.update', nairobi)).toMatchObject({
      ok: false,
      code: 'LOCATION_NOT_SHARED',
    });
    laptop.close();
  });

  test('ends when Redis loses its data, and can be started again', async () => {
    await scene.share();
    await tribe.redis.flush();
    expect(await scene.move()).toMatchObject({ code: 'LOCATION_NOT_SHARED', status: 409 });
    await scene.share();
  });

  test('keeps only the last position, and everything about it ends by itself', async () => {
    await scene.share();
    const { client } = tribe.redis;
    const keys = (await client.keys('location:*')).filter((key) => key !== 'location:ends');
    const lasting = [];
    for (const key of keys) if ((await client.ttl(key)) < 0) lasting.push(key);
    expect(lasting).toEqual([]);
    const position = `location:position:${scene.phoneId}`;
    expect(await client.ttl(position)).toBeGreaterThan(0);
    expect(await client.ttl(position)).toBeLessThanOrEqual(120);
  });
});

const endings: [what: string, kind: 'withFriend' | 'inConversation', () => Promise<unknown>][] = [
  ['the user stops', 'withFriend', () => scene.phone.request('location.stop', {})],
  ['the setting is turned off', 'withFriend', () => scene.forbid()],
  ['the users are no longer friends', 'withFriend', () => scene.unfriend()],
  ['the viewer blocks the user', 'withFriend', () => scene.block()],
  ['the viewer blocks the user', 'inConversation', () => scene.block()],
  ['the users are no longer friends', 'inConversation', () => scene.unfriend()],
  ['the partnership ends', 'inConversation', () => scene.partWays()],
  ['the device is logged out', 'withFriend', () => scene.logOut()],
  ['the user leaves', 'inConversation', () => scene.leave(scene.sharerId)],
  ['the viewer leaves', 'inConversation', () => scene.leave(scene.viewerId)],
  ['the viewer loses access', 'inConversation', () => scene.loseAccess(scene.viewerId)],
];

test.each(endings)(
  'when %s (%s), the viewer is notified and sees no further position',
  async (_what, kind, end) => {
    const share_id = await scene.share(scene[kind]);
    await end();
    expect(await scene.viewer.next('location.ended')).toMatchObject({ share_id });
    await tribe.settled();
    const before = await scene.seen();
    if (scene.phone.closedBecause === undefined) await scene.move();
    expect(await scene.seen()).toBe(before);
    const late = await scene.connect(scene.viewerId);
    await late.request('presence', { status: 'online' });
    if (kind === 'withFriend')
      expect(late.received.map(({ event }) => event)).not.toContain('location.started');
    late.close();
  },
);

describe('a share is refused', () => {
  const refusals: [what: string, code: string, refuse: () => unknown, request: () => object][] = [
    [
      'the setting is off',
      'LOCATION_SHARING_DISABLED',
      () => owners.unwilling.add(scene.sharerId),
      () => scene.withFriend,
    ],
    [
      'the other user is no friend',
      'FRIEND_NOT_FOUND',
      () => owners.strangers.add(scene.viewerId),
      () => scene.withFriend,
    ],
    [
      'the user does not participate',
      'CONVERSATION_NOT_FOUND',
      () => owners.outsiders.add(scene.sharerId),
      () => scene.inConversation,
    ],
    [
      'the user may read the conversation but not send',
      'PERMISSION_DENIED',
      () => owners.readers.add(scene.sharerId),
      () => scene.inConversation,
    ],
  ];

  test.each(refusals)(
    'when %s (%s), and nothing is stored',
    async (_what, code, refuse, request) => {
      refuse();
      expect(await scene.phone.request('location.share', request())).toMatchObject({
        ok: false,
        code,
      });
      expect(await scene.move()).toMatchObject({ code: 'LOCATION_NOT_SHARED' });
      expect(await scene.seen()).toBe(0);
    },
  );

  test('when the setting is turned off while identity is asked', async () => {
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    owners.beforeSettings = async () => {
      asked.resolve();
      await answered.promise;
    };
    const shared = scene.phone.request('location.share', scene.withFriend);
    await asked.promise;
    await scene.forbid();
    await tribe.settled();
    answered.resolve();
    expect(await shared).toMatchObject({ ok: false, code: 'LOCATION_NOT_SHARED' });
  });

  test.each([
    ['location.share', { friend_ids: [], duration_seconds: 60 }],
    ['location.share', { friend_ids: [newId()], duration_seconds: 8 * 3_600 + 1 }],
    ['location.share', { friend_ids: [newId()], conversation_id: newId(), duration_seconds: 60 }],
    ['location.share', { duration_seconds: 60 }],
    ['location.update', { ...nairobi, lat: 91 }],
    ['location.update', { ...nairobi, lng: '36' }],
    ['location.update', { ...nairobi, accuracy: -1 }],
    ['location.update', { ...nairobi, altitude: 1 }],
    ['location.stop', { share_id: 'all' }],
  ])('when its input is invalid: %s %j', async (event, payload) => {
    expect(await scene.phone.request(event, payload)).toMatchObject({
      ok: false,
      code: 'VALIDATION_FAILED',
    });
  });

  test('when the user has too many, also when they start at the same time', async () => {
    const starts = Array.from({ length: 30 }, () =>
      scene.phone.request('location.share', scene.withFriend),
    );
    const codes = (await Promise.all(starts)).map(({ ok, code }) => (ok ? 'started' : code));
    expect(codes.filter((code) => code === 'started')).toHaveLength(20);
    expect(codes.filter((code) => code === 'TOO_MANY_LOCATION_SHARES')).toHaveLength(10);
  });

  test('when the user has too many', async () => {
    for (let n = 0; n < 20; n += 1) await scene.phone.request('location.share', scene.withFriend);
    expect(await scene.phone.request('location.share', scene.withFriend)).toMatchObject({
      code: 'TOO_MANY_LOCATION_SHARES',
    });
  });
});

// The last tests, because events that are older than a minute are skipped.
test('a position of a user whose setting event was lost ends the share at the next review', async () => {
  const share_id = await scene.share();
  owners.unwilling.add(scene.sharerId);
  tribe.clock.advance(40_000);
  await scene.move();
  expect(await scene.viewer.next('location.ended')).toMatchObject({ share_id });
});

test('a share ends when its time is over, and is not shown from then on', async () => {
  const share_id = await scene.share();
  tribe.clock.advance(61_000);
  const late = await scene.connect(scene.viewerId);
  expect(await scene.move()).toMatchObject({ code: 'LOCATION_NOT_SHARED' });
  expect(await scene.viewer.next('location.ended')).toMatchObject({ share_id });
  await late.request('presence', { status: 'online' });
  expect(late.received.map(({ event }) => event)).not.toContain('location.started');
  late.close();
});
