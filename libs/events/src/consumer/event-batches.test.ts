import { setImmediate as nextTick } from 'node:timers/promises';
import { EventBatches, type Turn } from './event-batches';

/** Attempts that end when the test says so. */
class Attempts {
  readonly batches: string[][] = [];
  private readonly ends: PromiseWithResolvers<void>[] = [];

  readonly handleTogether = (events: readonly string[]): Promise<void> => {
    this.batches.push([...events]);
    const end = Promise.withResolvers<void>();
    this.ends.push(end);
    return end.promise;
  };

  async end(error?: Error): Promise<void> {
    const last = this.ends.at(-1);
    if (error) last?.reject(error);
    else last?.resolve();
    await nextTick();
  }
}

describe('events of a durable', () => {
  let attempts: Attempts;
  let batches: EventBatches<string>;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    attempts = new Attempts();
    batches = new EventBatches(attempts.handleTogether);
  });
  afterEach(() => jest.useRealTimers());

  test('an event that arrives alone is handled at once and alone', async () => {
    expect(await batches.take('a')).toMatchObject({ isHandled: false });
    expect(attempts.batches).toEqual([]);
  });

  test('events that arrive during an attempt are handled together when it ends', async () => {
    const first = await batches.take('a');
    const others = Promise.all(['b', 'c', 'd'].map((event) => batches.take(event)));
    expect(attempts.batches).toEqual([]);

    first.end();
    expect(attempts.batches).toEqual([['b', 'c', 'd']]);

    await attempts.end();
    expect((await others).map(({ isHandled }) => isHandled)).toEqual([true, true, true]);
  });

  test('each event of a failed batch is handled alone', async () => {
    const first = await batches.take('a');
    const others = Promise.all(['b', 'c'].map((event) => batches.take(event)));
    first.end();
    await attempts.end(new Error('the handler of c failed'));
    expect((await others).map(({ isHandled }) => isHandled)).toEqual([false, false]);
  });

  test('a slow attempt delays other events by at most 20 ms', async () => {
    await batches.take('slow');
    const others = Promise.all(['b', 'c'].map((event) => batches.take(event)));
    jest.advanceTimersByTime(19);
    expect(attempts.batches).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(attempts.batches).toEqual([['b', 'c']]);
    await attempts.end();
    await others;
  });

  test('a batch has at most 50 events', async () => {
    const first = await batches.take('a');
    const turns: Promise<Turn>[] = Array.from({ length: 60 }, (_, index) =>
      batches.take(String(index)),
    );
    first.end();
    await attempts.end();
    await attempts.end();
    await Promise.all(turns);
    expect(attempts.batches.map(({ length }) => length)).toEqual([50, 10]);
  });

  test('with a pace, events that follow an attempt are handled together when the time is over', async () => {
    const paced = new EventBatches(attempts.handleTogether, 15);
    (await paced.take('a')).end();
    const others = Promise.all(['b', 'c'].map((event) => paced.take(event)));
    jest.advanceTimersByTime(14);
    expect(attempts.batches).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(attempts.batches).toEqual([['b', 'c']]);
    await attempts.end();
    await others;

    jest.advanceTimersByTime(15);
    expect(await paced.take('d')).toMatchObject({ isHandled: false });
  });

  test('an end that is reported twice starts no further attempt', async () => {
    const first = await batches.take('a');
    const second = batches.take('b');
    first.end();
    first.end();
    const third = batches.take('c');
    expect(await second).toMatchObject({ isHandled: false });
    expect(await Promise.race([third, nextTick().then(() => 'waits')])).toBe('waits');
    (await second).end();
    expect(await third).toMatchObject({ isHandled: false });
  });
});
