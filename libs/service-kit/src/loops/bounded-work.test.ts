import { BoundedWork, QueueFullError } from './bounded-work';

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('tasks beyond the concurrency wait in order', async () => {
  const work = new BoundedWork(1, 10);
  const { opened, open } = gate();
  const order: string[] = [];
  const first = work.run(() => opened.then(() => void order.push('first')));
  const second = work.run(async () => void order.push('second'));
  const third = work.run(async () => void order.push('third'));
  expect(order).toEqual([]);
  open();
  await Promise.all([first, second, third]);
  expect(order).toEqual(['first', 'second', 'third']);
});

test('tasks beyond the queue limit are refused at once', async () => {
  const work = new BoundedWork(1, 1);
  const { opened, open } = gate();
  const first = work.run(() => opened);
  const second = work.run(async () => {});
  await expect(work.run(async () => {})).rejects.toThrow(QueueFullError);
  open();
  await Promise.all([first, second]);
  await expect(work.run(async () => 'room again')).resolves.toBe('room again');
});

test('a failed task frees its slot', async () => {
  const work = new BoundedWork(1, 0);
  await expect(work.run(() => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
  await expect(work.run(async () => 'fine')).resolves.toBe('fine');
});

test('drained waits for running and queued tasks', async () => {
  const work = new BoundedWork(1, 1);
  const { opened, open } = gate();
  let done = 0;
  void work.run(() => opened.then(() => void (done += 1)));
  void work.run(async () => void (done += 1));
  const drained = work.drained();
  open();
  await drained;
  expect(done).toBe(2);
  await work.drained();
});
