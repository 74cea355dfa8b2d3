import { WakeUp } from './wake-up';

test('a wake-up before the wait is not lost', async () => {
  const wakeUp = new WakeUp();
  wakeUp.wake();
  await wakeUp.wait(60_000);
});

test('a wake-up ends the wait', async () => {
  const wakeUp = new WakeUp();
  const waited = wakeUp.wait(60_000);
  wakeUp.wake();
  await waited;
});

test('each wake-up ends one wait', async () => {
  const wakeUp = new WakeUp();
  wakeUp.wake();
  await wakeUp.wait(60_000);
  const startedAt = performance.now();
  await wakeUp.wait(30);
  expect(performance.now() - startedAt).toBeGreaterThan(20);
});
