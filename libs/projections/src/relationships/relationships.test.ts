import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  FriendRequestCancelledSchema,
  FriendRequestDeclinedSchema,
  FriendRequestSentSchema,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
  FriendshipStatus,
  UserBlockedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Database, newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { probe, probeSchema, probeService } from '../probe.test-support';
import { Relationships } from './relationships';
import { RelationshipsModule } from './relationships.module';

const service = probeService([
  RelationshipsModule.forService({ durable: 'probe-relationships-v1', blocks: 'probe-blocks-v1' }),
]);

const kinds = {
  requested: [FriendRequestSentSchema, FriendshipStatus.PENDING],
  accepted: [FriendshipAcceptedSchema, FriendshipStatus.ACCEPTED],
  declined: [FriendRequestDeclinedSchema, FriendshipStatus.DECLINED],
  cancelled: [FriendRequestCancelledSchema, FriendshipStatus.CANCELLED],
  ended: [FriendshipEndedSchema, FriendshipStatus.ENDED],
} as const;

/** Two users and the id of their friendship. */
interface Pair {
  id: string;
  requesterId: string;
  addresseeId: string;
}

const pairOf = (requesterId: string, addresseeId: string): Pair => ({
  id: newId(),
  requesterId,
  addresseeId,
});

describe('relationships from the events of social-graph', () => {
  let tribe: Tribe;
  let relationships: Relationships;

  beforeAll(async () => {
    tribe = await startTribe({ services: [service], schemas: [probeSchema] });
    relationships = tribe.service(probe).app.get(Relationships, { strict: false });
  });
  afterAll(() => tribe.stop());

  function friendshipOf(pair: Pair, status: FriendshipStatus, at: Date) {
    const moment = timestampFromDate(at);
    return {
      ...pair,
      status,
      requestedAt: moment,
      ...(status === FriendshipStatus.ACCEPTED && { acceptedAt: moment }),
    };
  }

  const publish = (kind: keyof typeof kinds, version: number, pair: Pair, at = new Date()) => {
    const [schema, status] = kinds[kind];
    const data = { friendship: friendshipOf(pair, status, at) };
    return tribe.publishAs(
      'social-graph',
      eventOf(schema, { entityId: pair.id, entityVersion: version, data }),
    );
  };

  const befriend = (a: string, b: string, at = new Date()) =>
    publish('accepted', 2, pairOf(a, b), at);

  const block = (blockerId: string, blockedId: string) => {
    const data = { block: { id: newId(), blockerId, blockedId } };
    return tribe.publishAs(
      'social-graph',
      eventOf(UserBlockedSchema, { entityId: data.block.id, entityVersion: 1, data }),
    );
  };

  test('an accepted request makes two users friends of each other and of no other user', async () => {
    const [brian, alvin, clarie] = [newId(), newId(), newId()];
    await publish('requested', 1, pairOf(brian, clarie));
    await befriend(brian, alvin);
    await tribe.settled();
    expect(await relationships.relationOf(brian, alvin)).toBe('friend');
    expect(await relationships.relationOf(alvin, brian)).toBe('friend');
    expect(await relationships.relationOf(brian, clarie)).toBe('stranger');
    expect(await relationships.relationOf(brian, brian)).toBe('self');
  });

  test('pairs that are read at the same time share a statement, and each gets its own answer', async () => {
    const [brian, alvin, clarie, stranger] = [newId(), newId(), newId(), newId()];
    await befriend(brian, alvin);
    await befriend(clarie, brian);
    await block(clarie, alvin);
    await block(clarie, brian);
    await tribe.settled();
    const query = jest.spyOn(Database.prototype, 'query');

    const relations = await Promise.all([
      relationships.relationOf(brian, alvin),
      relationships.relationOf(alvin, brian),
      relationships.relationOf(brian, stranger),
      relationships.relationOf(alvin, clarie),
      relationships.relationOf(brian, brian),
      relationships.relationOf(brian, clarie),
      relationships.areHidden(brian, alvin),
    ]);

    expect(relations).toEqual(['friend', 'friend', 'stranger', 'hidden', 'self', 'hidden', false]);
    expect(query).toHaveBeenCalledTimes(1);
  });

  test('the newest version wins when events are repeated and out of order', async () => {
    const pair = pairOf(newId(), newId());
    for (const [kind, version] of [
      ['ended', 3],
      ['requested', 1],
      ['accepted', 2],
      ['ended', 3],
      ['accepted', 2],
    ] as const) {
      await publish(kind, version, pair);
    }
    await tribe.settled();
    expect(await relationships.relationOf(pair.requesterId, pair.addresseeId)).toBe('stranger');
    await publish('accepted', 5, pair);
    await publish('requested', 4, pair);
    await tribe.settled();
    expect(await relationships.relationOf(pair.requesterId, pair.addresseeId)).toBe('friend');
  });

  test.each(['declined', 'cancelled', 'ended'] as const)(
    'two users whose friendship is %s are not friends',
    async (kind) => {
      const pair = pairOf(newId(), newId());
      await publish('accepted', 2, pair);
      await publish(kind, 3, pair);
      await tribe.settled();
      expect(await relationships.relationOf(pair.requesterId, pair.addresseeId)).toBe('stranger');
    },
  );

  test('while social-graph does not answer, the table decides which users are friends', async () => {
    const [brian, alvin, clarie, stranger] = [newId(), newId(), newId(), newId()];
    await befriend(brian, alvin);
    await befriend(clarie, brian);
    await befriend(alvin, stranger);
    await tribe.settled();
    expect(await relationships.confirmFriends(brian, [alvin, stranger, brian, clarie])).toEqual(
      new Set([alvin, clarie]),
    );
    expect(await relationships.confirmFriends(brian, [])).toEqual(new Set());
  });

  test('friendIdsOf returns at most `limit` friends, most recent first', async () => {
    const me = newId();
    const friends = Array.from({ length: 5 }, newId);
    for (const [day, friend] of friends.entries()) {
      const at = new Date(Date.UTC(2026, 0, day + 1));
      await (day % 2 ? befriend(me, friend, at) : befriend(friend, me, at));
    }
    await tribe.settled();
    expect(await relationships.friendIdsOf(me, 10)).toEqual(friends.toReversed());
    expect(await relationships.friendIdsOf(me, 2)).toEqual(friends.toReversed().slice(0, 2));
  });

  test('snapshots refill an emptied table', async () => {
    const pair = pairOf(newId(), newId());
    await publish('accepted', 2, pair);
    await tribe.settled();
    await (await tribe.db(probe)).query('DELETE FROM relationships');
    const data = { friendship: friendshipOf(pair, FriendshipStatus.ACCEPTED, new Date()) };
    await tribe.publishAs(
      'social-graph',
      eventOf(FriendshipSnapshottedSchema, { entityId: pair.id, entityVersion: 2, data }),
    );
    await tribe.settled();
    expect(await relationships.relationOf(pair.requesterId, pair.addresseeId)).toBe('friend');
  });

  test('refuses limits outside of 1 to 5000 and more than 5000 ids', async () => {
    const me = newId();
    for (const limit of [0, -1, 1.5, 5_001, Number.NaN])
      await expect(relationships.friendIdsOf(me, limit)).rejects.toThrow(RangeError);
    await expect(
      relationships.confirmFriends(me, Array.from({ length: 5_001 }, newId)),
    ).rejects.toThrow(RangeError);
  });
});
