import { BoundedPool, PoolFullError } from './bounded-pool';

test('work beyond the limit waits its turn, and work beyond the queue is refused', async () => {
  const pool = new BoundedPool({ running: 2, waiting: 1 });
  const started: string[] = [];
  const gates = new Map<string, () => void>();
  const work = (name: string) => () => {
    started.push(name);
    return new Promise<string>((resolve) => gates.set(name, () => resolve(name)));
  };

  const first = pool.run(work('first'));
  const second = pool.run(work('second'));
  const third = pool.run(work('third'));
  await expect(pool.run(work('fourth'))).rejects.toBeInstanceOf(PoolFullError);
  expect(started).toEqual(['first', 'second']);

  gates.get('first')?.();
  expect(await first).toBe('first');
  expect(started).toEqual(['first', 'second', 'third']);

  gates.get('second')?.();
  gates.get('third')?.();
  expect(await Promise.all([second, third])).toEqual(['second', 'third']);
});

test('work that fails gives its place back', async () => {
  const pool = new BoundedPool({ running: 1, waiting: 0 });
  await expect(pool.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(pool.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
});
