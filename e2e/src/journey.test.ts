import { Narrator, runJourney, runStreak } from '@tribe/demo';
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
  });

  afterAll(() => tribe.stop());

  it('lets three users register, become friends, save for a trip, keep a habit as a duo, and receive every event live', async () => {
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
      await runStreak(cast, tell);
    } finally {
      for (const friend of Object.values(cast)) friend.tribe.close();
    }
    // 3 requests, 3 acceptances, 3 contributions to two others each, 1 completion to all, 1 ended session;
    // the duo, the restored streak, the check-in to verify, the question, its answer and the verification
    expect(tell.deliveries).toHaveLength(3 + 3 + 6 + 3 + 1 + 2 + 1 + 4);
    expect(heard.join('\n')).toContain(
      'Goal Completed! 🎉: You and 2 friends completed "Trip to Costa Rica 🌴" goal',
    );
    expect(heard.filter((line) => line.includes('a freeze holds the streak'))).toHaveLength(2);
    expect(heard.filter((line) => line.includes('missed, the streak ends'))).toHaveLength(3);
    expect(heard.join('\n')).toMatch(
      /done, entered later +3  ← the check-in that arrived late\n.* done +4$/m,
    );
  });
});
