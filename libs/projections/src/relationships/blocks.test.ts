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

describe('who is hidden from whom, from the events of social-graph', () => {
  let tribe: Tribe;
  let relationships: Relationships;

  beforeAll(async () => {
    tribe = await startTribe({ services: [service], schemas: [probeSchema] });
    relationships = tribe.service(probe).app.get(Relationships, { strict: false });
  });
  afterAll(() => tribe.stop());

  const tell = (kind: 'blocked' | 'unblocked', version: number, block: Block) => {
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

  test('a block hides two people from each other, and nobody else', async () => {
    const [brian, alvin, clarie] = [newId(), newId(), newId()];
    await tell('blocked', 1, blockOf(brian, alvin));
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

  test('two who blocked each other are hidden until both have taken it back', async () => {
    const [brian, alvin] = [newId(), newId()];
    const [his, theirs] = [blockOf(brian, alvin), blockOf(alvin, brian)];
    await tell('blocked', 1, his);
    await tell('blocked', 1, theirs);
    await tribe.settled();
    expect(await relationships.hiddenIdsOf(brian)).toEqual([alvin]);
    await tell('unblocked', 2, his);
    await tribe.settled();
    expect(await relationships.areHidden(brian, alvin)).toBe(true);
    await tell('unblocked', 2, theirs);
    await tribe.settled();
    expect(await relationships.areHidden(brian, alvin)).toBe(false);
  });

  test('the newest version stays, in whatever order and however often events come', async () => {
    const block = blockOf(newId(), newId());
    await tell('unblocked', 4, block);
    await tell('blocked', 3, block);
    await tell('unblocked', 4, block);
    await tell('blocked', 1, block);
    await tribe.settled();
    expect(await relationships.areHidden(block.blockerId, block.blockedId)).toBe(false);
    await tell('blocked', 5, block);
    await tribe.settled();
    expect(await relationships.areHidden(block.blockerId, block.blockedId)).toBe(true);
  });

  test('an emptied table is filled again by snapshots, also with blocks that were taken back', async () => {
    const [standing, former] = [blockOf(newId(), newId()), blockOf(newId(), newId())];
    await snapshot(3, standing, true);
    await snapshot(2, former, false);
    await tell('blocked', 1, former);
    await tribe.settled();
    expect(await relationships.areHidden(standing.blockerId, standing.blockedId)).toBe(true);
    expect(await relationships.areHidden(former.blockerId, former.blockedId)).toBe(false);
  });

  test('a question without a bound is refused', async () => {
    await expect(
      relationships.filterHidden(newId(), Array.from({ length: 5_001 }, newId)),
    ).rejects.toThrow(RangeError);
  });
});
