import { Injectable, Module } from '@nestjs/common';
import { GoalSnapshottedSchema } from '@tribe/contracts';
import { baseConfig, defineService, newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import {
  eventOf,
  EventsModule,
  type NewEvent,
  Replayer,
  type SnapshotPages,
  SnapshotSource,
} from '..';
import { PrismaService, schemas } from '../test-services/services.test-support';

const goalIds = Array.from({ length: 25 }, () => newId());

@SnapshotSource()
@Injectable()
class GoalSnapshots implements SnapshotPages {
  async *snapshots(): AsyncIterable<NewEvent[]> {
    for (let from = 0; from < goalIds.length; from += 10) {
      yield goalIds.slice(from, from + 10).map((id) =>
        eventOf(GoalSnapshottedSchema, {
          entityId: id,
          entityVersion: 3,
          data: { goal: { id } },
        }),
      );
    }
  }
}

@Module({ imports: [EventsModule], providers: [GoalSnapshots] })
class GoalsModule {}

const goals = defineService({
  name: 'goals',
  module: GoalsModule,
  config: baseConfig,
  prisma: PrismaService,
});
let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: [goals], schemas: schemas.slice(0, 1) });
});
afterAll(() => tribe.stop());

test('a replay publishes a snapshot of every entity, page by page', async () => {
  expect(await tribe.service('goals').app.get(Replayer).replay()).toBe(25);
  await tribe.settled();
  const client = await tribe.db('goals');
  const { rows } = await client.query(
    'SELECT entity_id, subject FROM outbox WHERE published_at IS NOT NULL ORDER BY position',
  );
  expect(rows).toEqual(
    goalIds.map((id) => ({ entity_id: id, subject: 'tribe.goals.goal.snapshotted.v1' })),
  );
});

test('a replay stops between two pages when its signal aborts', async () => {
  expect(await tribe.service('goals').app.get(Replayer).replay(AbortSignal.abort())).toBe(0);
});
