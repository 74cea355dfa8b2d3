import { Narrator, runJourney } from '@tribe/demo';
import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';
import { friendOf } from './friend-of';

describe.each([
  ['services that call each other over connections', false],
  ['services in one process, to which the gateway hands requests over', true],
])('With %s', (_form, singleProcess) => {
  let tribe: Tribe;

  beforeAll(async () => {
    tribe = await startTribe({ services: allServices, singleProcess });
  }, 60_000);

  afterAll(() => tribe.stop());

  it('lets three users register, become friends, save for a trip, and receive every event live', async () => {
    const [brian, alvin, clarie] = [
      await tribe.person('brian'),
      await tribe.person('alvin'),
      await tribe.person('clarie'),
    ];
    const heard: string[] = [];
    const tell = new Narrator((line) => heard.push(line));
    const cast = {
      brian: await friendOf(brian),
      alvin: await friendOf(alvin),
      clarie: await friendOf(clarie),
    };
    try {
      await runJourney(cast, tell);
    } finally {
      for (const friend of Object.values(cast)) friend.tribe.close();
    }
    // 3 requests, 3 acceptances, 3 contributions to two others each, 1 completion to all, 1 ended session
    expect(tell.deliveries).toHaveLength(3 + 3 + 6 + 3 + 1);
    expect(heard.join('\n')).toContain(
      'Goal Completed! 🎉: You and 2 friends completed "Trip to Costa Rica 🌴" goal',
    );
  }, 30_000);
});
