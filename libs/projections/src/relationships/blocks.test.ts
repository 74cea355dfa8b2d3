import { BlockSnapshottedSchema, UserBlockedSchema, UserUnblockedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { probe, probeSchema, probeService } from '../probe.test-support';
import { Relationships } from './relationships';
import { RelationshipsModule } from './relationships.module';

const service = probeService([
  RelationshipsModule.forService({ durable: 'probe-relationships-v1', blocks: 'probe-blocks-v1' }),
]);

interface Block {
  id: string;
  blockerId: string;
  blockedId: string;
}

const blockOf = (blockerId: string, blockedId: string): Block => ({
  id: newId(),
  blockerId,
  blockedId,
});

describe('hidden users from the events of social-graph', () => {
  let tribe: Tribe;
  let relationships: Relationships;

  beforeAll(async () => {
    tribe = await startTribe({ services: [service], schemas: [probeSchema] });
    relationships = tribe.service(probe).app.get(Relationships, { strict: false });
  });
  afterAll(() => tribe.stop());

  const publish = (kind: 'blocked' | 'unblocked', version: number, block: Block) => {
    const schema = kind === 'blocked' ? UserBlockedSchema : UserUnblockedSchema;
    return tribe.publishAs(
      'social-graph',
      eventOf(schema, { entityId: block.id, entityVersion: version, data: { block } }),
    );
  };
  const snapshot = (version: number, block: Block, isActive: boolean) => {
    const init = { entityId: block.id, entityVersion: version, data: { block, isActive } };
    return tribe.publishAs('social-graph', eventOf(BlockSnapshottedSchema, init));
  };

  test('a block hides two users from each other and from no other user', async () => {
    const [brian, alvin, clarie] = [newId(), newId(), newId()];
    await publish('blocked', 1, blockOf(brian, alvin));
    await tribe.settled();
    expect(await relationships.areHidden(brian, alvin)).toBe(true);
    expect(await relationships.areHidden(alvin, brian)).toBe(true);
    expect(await relationships.areHidden(brian, clarie)).toBe(false);
    expect(await relationships.filterHidden(alvin, [brian, clarie, alvin])).toEqual(
      new Set([brian]),
    );
    expect(await relationships.filterHidden(alvin, [])).toEqual(new Set());
    expect(await relationships.hiddenIdsOf(alvin)).toEqual([brian]);
    expect(await relationships.hiddenIdsOf(clarie)).toEqual([]);
  });

  test('two users who blocked each other stay hidden until both blocks are removed', async () => {
    const [brian, alvin] = [newId(), newId()];
    const [his, theirs] = [blockOf(brian, alvin), blockOf(alvin, brian)];
    await publish('blocked', 1, his);
    await publish('blocked', 1, theirs);
    await tribe.settled();
    expect(await relationships.hiddenIdsOf(brian)).toEqual([alvin]);
    await publish('unblocked', 2, his);
    await tribe.settled();
    expect(await relationships.areHidden(brian, alvin)).toBe(true);
    await publish('unblocked', 2, theirs);
    await tribe.settled();
    expect(await relationships.areHidden(brian, alvin)).toBe(false);
  });

  test('the newest version wins when events are repeated and out of order', async () => {
    const block = blockOf(newId(), newId());
    await publish('unblocked', 4, block);
    await publish('blocked', 3, block);
    await publish('unblocked', 4, block);
    await publish('blocked', 1, block);
    await tribe.settled();
    expect(await relationships.areHidden(block.blockerId, block.blockedId)).toBe(false);
    await publish('blocked', 5, block);
    await tribe.settled();
    expect(await relationships.areHidden(block.blockerId, block.blockedId)).toBe(true);
  });

  test('snapshots refill an emptied table, including removed blocks', async () => {
    const [active, removed] = [blockOf(newId(), newId()), blockOf(newId(), newId())];
    await snapshot(3, active, true);
    await snapshot(2, removed, false);
    await publish('blocked', 1, removed);
    await tribe.settled();
    expect(await relationships.areHidden(active.blockerId, active.blockedId)).toBe(true);
    expect(await relationships.areHidden(removed.blockerId, removed.blockedId)).toBe(false);
  });

  test('refuses more than 5000 ids', async () => {
    await expect(
      relationships.filterHidden(newId(), Array.from({ length: 5_001 }, newId)),
    ).rejects.toThrow(RangeError);
  });
});
