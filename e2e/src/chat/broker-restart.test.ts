import { Narrator, runChat } from '@tribe/demo';
import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { messaging } from '@tribe/messaging';
import { realtime } from '@tribe/realtime';
import { startTribe, type Tribe } from '@tribe/testing';
import { friendOf } from '../friend-of';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity, messaging, realtime, gateway] });
});
afterAll(() => tribe.stop());

test('two users who chat across a restart of the broker see every line, once and in one order', async () => {
  const people = [await tribe.person('brian'), await tribe.person('alvin')] as const;
  await tribe.befriend(...people);
  await tribe.settled();
  const [brian, alvin] = [await friendOf(people[0]), await friendOf(people[1])];
  const heard: string[] = [];

  const restartBroker = async () => {
    await tribe.nats.stop();
    await tribe.nats.start();
  };

  try {
    await runChat({ brian, alvin }, restartBroker, new Narrator((line) => heard.push(line)));
  } finally {
    for (const friend of [brian, alvin]) friend.tribe.close();
  }

  const told = heard.join('\n');
  expect(told).toMatch(/[1-9]\d* lines were written and acknowledged during the restart/);
  expect(told).toMatch(/Both screens show all \d+ lines, each once and in one order/);
});
