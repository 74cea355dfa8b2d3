import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  FriendRequestCancelledSchema,
  FriendRequestDeclinedSchema,
  FriendRequestSentSchema,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
  FriendshipStatus,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
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

/** Two people and the row that relates them. */
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

  const tell = (kind: keyof typeof kinds, version: number, pair: Pair, at = new Date()) => {
    const [schema, status] = kinds[kind];
    const data = { friendship: friendshipOf(pair, status, at) };
    return tribe.publishAs(
      'social-graph',
      eventOf(schema, { entityId: pair.id, entityVersion: version, data }),
    );
  };

  const befriend = (a: string, b: string, at = new Date()) => tell('accepted', 2, pairOf(a, b), at);

  test('an accepted request makes two people friends of each other, and nobody else', async () => {
    const [brian, alvin, clarie] = [newId(), newId(), newId()];
    await tell('requested', 1, pairOf(brian, clarie));
    await befriend(brian, alvin);
    await tribe.settled();
    expect(await relationships.areFriends(brian, alvin)).toBe(true);
    expect(await relationships.areFriends(alvin, brian)).toBe(true);
    expect(await relationships.areFriends(brian, clarie)).toBe(false);
    expect(await relationships.areFriends(brian, brian)).toBe(false);
  });

  test('the newest version stays, in whatever order and however often events come', async () => {
    const pair = pairOf(newId(), newId());
    for (const [kind, version] of [
      ['ended', 3],
      ['requested', 1],
      ['accepted', 2],
      ['ended', 3],
      ['accepted', 2],
    ] as const) {
      await tell(kind, version, pair);
    }
    await tribe.settled();
    expect(await relationships.areFriends(pair.requesterId, pair.addresseeId)).toBe(false);
    await tell('accepted', 5, pair);
    await tell('requested', 4, pair);
    await tribe.settled();
    expect(await relationships.areFriends(pair.requesterId, pair.addresseeId)).toBe(true);
  });

  test.each(['declined', 'cancelled', 'ended'] as const)(
    'two whose friendship is %s are no friends',
    async (kind) => {
      const pair = pairOf(newId(), newId());
      await tell('accepted', 2, pair);
      await tell(kind, 3, pair);
      await tribe.settled();
      expect(await relationships.areFriends(pair.requesterId, pair.addresseeId)).toBe(false);
    },
  );

  test('of some people those who are friends remain', async () => {
    const [brian, alvin, clarie, stranger] = [newId(), newId(), newId(), newId()];
    await befriend(brian, alvin);
    await befriend(clarie, brian);
    await befriend(alvin, stranger);
    await tribe.settled();
    expect(await relationships.filterFriends(brian, [alvin, stranger, brian, clarie])).toEqual(
      new Set([alvin, clarie]),
    );
    expect(await relationships.filterFriends(brian, [])).toEqual(new Set());
  });

  test('friends are listed most recent first, and no more than asked for', async () => {
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

  test('an emptied table is filled again by snapshots', async () => {
    const pair = pairOf(newId(), newId());
    await tell('accepted', 2, pair);
    await tribe.settled();
    await (await tribe.db(probe)).query('DELETE FROM relationships');
    const data = { friendship: friendshipOf(pair, FriendshipStatus.ACCEPTED, new Date()) };
    await tribe.publishAs(
      'social-graph',
      eventOf(FriendshipSnapshottedSchema, { entityId: pair.id, entityVersion: 2, data }),
    );
    await tribe.settled();
    expect(await relationships.areFriends(pair.requesterId, pair.addresseeId)).toBe(true);
  });

  test('lists without a bound are refused', async () => {
    const me = newId();
    for (const limit of [0, -1, 1.5, 5_001, Number.NaN])
      await expect(relationships.friendIdsOf(me, limit)).rejects.toThrow(RangeError);
    await expect(
      relationships.filterFriends(me, Array.from({ length: 5_001 }, newId)),
    ).rejects.toThrow(RangeError);
  });
});
