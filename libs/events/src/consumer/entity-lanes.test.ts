import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { EntityLanes } from './entity-lanes';
import { Slots } from './slots';

test('tasks of an entity run in order and never concurrently, for any interleaving of entities', async () => {
  const plan = fc.array(fc.record({ entity: fc.constantFrom('a', 'b', 'c'), turns: fc.nat(3) }), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(plan, async (jobs) => {
      const lanes = new EntityLanes();
      const started: Record<string, number[]> = { a: [], b: [], c: [] };
      const running = new Set<string>();
      jobs.forEach(({ entity, turns }, index) =>
        lanes.add(entity, async () => {
          expect(running.has(entity)).toBe(false);
          running.add(entity);
          started[entity]?.push(index);
          for (let left = turns; left > 0; left--) await turn();
          running.delete(entity);
        }),
      );
      await lanes.finished();
      for (const [entity, order] of Object.entries(started)) {
        expect(order).toEqual(jobs.flatMap((job, index) => (job.entity === entity ? [index] : [])));
      }
      expect(lanes.size).toBe(0);
    }),
  );
});

test('a waiting task of one entity does not delay another entity', async () => {
  const lanes = new EntityLanes();
  const gate = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  lanes.add('slow', () => gate.promise);
  lanes.add('quick', async () => done.resolve());
  await done.promise;
  gate.resolve();
  await lanes.finished();
});

test('no more tasks run at once than there are slots, and every task runs even when others fail', async () => {
  const slots = new Slots(3);
  let running = 0;
  let maxRunning = 0;
  const task = (index: number) =>
    slots.use(async () => {
      maxRunning = Math.max(maxRunning, ++running);
      await turn();
      running -= 1;
      if (index % 4 === 0) throw new Error('failed');
      return index;
    });
  const results = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => task(index)));
  expect(maxRunning).toBe(3);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
});
