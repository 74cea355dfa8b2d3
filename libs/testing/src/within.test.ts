import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './within';

test('within accepts work that is fast enough once, after its earlier attempts were undone', async () => {
  const steps: string[] = [];
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  const work = async () => {
    steps.push('work');
    if (steps.length === 2) now += 5_001;
  };
  const prepare = async () => {
    steps.push('prepare');
    return work;
  };

  await within(5_000, prepare, async () => void steps.push('undo'));
  expect(steps).toEqual(['prepare', 'work', 'undo', 'prepare', 'work']);
});

afterEach(() => jest.restoreAllMocks());

test('within refuses work that is too slow three times, with the durations', async () => {
  const prepare = async () => () => sleep(2);
  await expect(within(0, prepare)).rejects.toThrow(/^Took \d+, \d+, \d+ ms; at most 0 ms/);
});
