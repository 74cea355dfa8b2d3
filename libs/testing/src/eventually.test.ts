import { eventually } from './eventually';

test('returns the result of the probe once it stops throwing', async () => {
  let calls = 0;
  const probe = () => {
    calls += 1;
    if (calls < 3) throw new Error('not yet');
    return 'there';
  };
  expect(await eventually(probe, { everyMs: 1 })).toBe('there');
});

test('retries while the probe returns false', async () => {
  let calls = 0;
  await eventually(() => (calls += 1) === 3, { everyMs: 1 });
  expect(calls).toBe(3);
});

test('fails with the last error and the waiting time', async () => {
  const probe = () => {
    throw new Error('the goal is missing');
  };
  await expect(eventually(probe, { timeoutMs: 20, everyMs: 1 })).rejects.toThrow(
    'Still failing after 20 ms: the goal is missing',
  );
  await expect(eventually(() => false, { timeoutMs: 20, everyMs: 1 })).rejects.toThrow(
    'Still false after 20 ms',
  );
});
