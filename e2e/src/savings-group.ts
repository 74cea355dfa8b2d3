import type { ApiClient, Person, Tribe } from '@tribe/testing';

/** Three friends with a shared goal, used by all fault tests. */
export interface SavingsGroup {
  readonly brian: Person;
  readonly alvin: Person;
  readonly clarie: Person;
  readonly goalId: string;
}

/** Creates three friends with a shared goal, and waits until the system is idle. */
export async function formSavingsGroup(tribe: Tribe): Promise<SavingsGroup> {
  const [brian, alvin, clarie] = [
    await tribe.person('brian'),
    await tribe.person('alvin'),
    await tribe.person('clarie'),
  ];

  await tribe.settled();
  await tribe.befriend(brian, alvin);
  await tribe.befriend(brian, clarie);
  await tribe.settled();

  const goal = await brian.post('/api/v1/goals', {
    title: 'Trip to Costa Rica',
    goal_type: 'group',
    target_type: 'amount',
    target_amount: 3000,
    auto_complete: false,
    participant_ids: [alvin.id, clarie.id],
  });

  expect(goal.status).toBe(201);
  await tribe.settled();

  return { brian, alvin, clarie, goalId: goal.body.id };
}

export function contribute(person: ApiClient, goalId: string, amount: number) {
  return person.post(`/api/v1/goals/${goalId}/contributions`, { amount });
}

/** Returns the types of a person's notifications, newest first. */
export async function notificationTypesOf(person: Person): Promise<string[]> {
  const { body } = await person.get('/api/v1/notifications?limit=100');
  return body.notifications.map(
    ({ notification_type }: { notification_type: string }) => notification_type,
  );
}

/** Returns the number of notifications of a person about contributions. */
export async function contributionNotificationsOf(person: Person): Promise<number> {
  return (await notificationTypesOf(person)).filter((type) => type === 'goal_contribution').length;
}
