import { GoalContributionCorrectedSchema, MilestoneAchievedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person, Tribe } from '@tribe/testing';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
let tribe: Tribe;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  world = await NotificationsWorld.start();
  ({ tribe, brian, alvin } = world);
});
afterAll(() => world.stop());
beforeEach(() => world.clear());

const goalOf = (...people: Person[]) => ({
  id: newId(),
  title: 'Run a 5k',
  targetCurrency: 'USD',
  participants: people.map(({ id }) => ({ userId: id })),
});

async function correct(goal: ReturnType<typeof goalOf>, contributor: Person, by: Person) {
  const data = { goal, contributorId: contributor.id, correctedBy: by.card, amount: '-12.50' };
  const event = eventOf(GoalContributionCorrectedSchema, {
    entityId: goal.id,
    entityVersion: 3,
    data,
  });
  await tribe.publishAs('goals', event);
  await tribe.settled();
}

const textsOf = async (person: Person): Promise<string[]> =>
  (await person.get('/api/v1/notifications')).body.notifications.map(
    ({ notification_type, message }: { notification_type: string; message: string }) =>
      `${notification_type}: ${message}`,
  );

test('the other participants are notified of a milestone', async () => {
  const goal = goalOf(brian, alvin);
  const data = { goal, milestoneId: newId(), title: 'Half way', achievedBy: alvin.card };
  const init = { entityId: goal.id, entityVersion: 3, data };
  await tribe.publishAs('goals', eventOf(MilestoneAchievedSchema, init));
  await tribe.settled();
  expect(await textsOf(brian)).toEqual([
    'goal_milestone: "Run a 5k" reached its milestone "Half way"',
  ]);
  expect(await textsOf(alvin)).toEqual([]);
});

test('a contributor is notified when the owner corrects their contribution', async () => {
  await correct(goalOf(brian, alvin), alvin, brian);
  expect(await textsOf(alvin)).toEqual([
    `goal_correction: ${brian.fullName} took $12.50 of your contribution to "Run a 5k" back`,
  ]);
});

test('nobody is notified of a correction by the contributor, or of one who has left', async () => {
  await correct(goalOf(brian, alvin), alvin, alvin);
  await correct(goalOf(brian), alvin, brian);
  expect(await textsOf(alvin)).toEqual([]);
});
