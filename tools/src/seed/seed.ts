import { demoPassword, demoPeople, type DemoPerson } from './demo-people';
import {
  eventually,
  type Member,
  RefusedRequest,
  SeedClient,
  type SeedTargets,
} from './seed-client';
import { seedHabit } from './seed-habit';

const trip = {
  title: 'Trip to Costa Rica',
  description: 'Two weeks in July: surfing in Nosara, then the cloud forest of Monteverde.',
  category: 'travel',
  goal_type: 'group',
  target_type: 'amount',
  target_amount: 3000,
  target_currency: 'USD',
  is_public: false,
};

const contributions: { by: keyof typeof demoPeople; amount: number; note: string }[] = [
  { by: 'brian', amount: 450, note: 'First month, to get us going' },
  { by: 'clarie', amount: 320.5, note: 'Sold my old camera' },
  { by: 'alvin', amount: 275, note: 'Contributing from my savings!' },
  { by: 'brian', amount: 180.25, note: 'Weekend shifts' },
];

/**
 * Creates the demo data with the API of the services: three friends with a shared goal, two of them a duo with a
 * habit. It skips existing data, so that it can run again after an interruption.
 *
 * It calls the services directly, because the gateway would count the requests against the rate limits of the accounts.
 */
export async function seed(targets: SeedTargets): Promise<void> {
  const brian = await signUp(targets.identity, demoPeople.brian);
  const alvin = await signUp(targets.identity, demoPeople.alvin);
  const clarie = await signUp(targets.identity, demoPeople.clarie);
  const members = { brian, alvin, clarie };
  await befriend(targets.socialGraph, brian, alvin);
  await befriend(targets.socialGraph, brian, clarie);
  await befriend(targets.socialGraph, alvin, clarie);
  const goalId = await shareTrip(targets.goals, brian, [alvin, clarie]);
  await contribute(targets.goals, goalId, members);
  await seedHabit(targets, brian, alvin);
}

async function signUp(identity: string, person: DemoPerson): Promise<Member> {
  const client = new SeedClient(identity);
  const account = { ...person, password: demoPassword, confirm_password: demoPassword };
  const login = { email: person.email, password: demoPassword };

  const answer = await client
    .post<{ access_token: string; user: { id: string } }>('/auth/register', account)
    .catch((error: unknown) => {
      if (error instanceof RefusedRequest && error.status === 409)
        return client.post<never>('/auth/login', login);
      throw error;
    });

  return { id: answer.user.id, accessToken: answer.access_token };
}

async function befriend(socialGraph: string, from: Member, to: Member): Promise<void> {
  const requester = new SeedClient(socialGraph, from.accessToken);
  const addressee = new SeedClient(socialGraph, to.accessToken);
  const { friends } = await requester.get<{ friends: { id: string }[] }>('/friends?limit=100');
  if (friends.some(({ id }) => id === to.id)) return;

  const { requests } = await addressee.get<{ requests: { id: string; user_id: string }[] }>(
    '/friends/requests?limit=100',
  );

  const pending = requests.find(({ user_id }) => user_id === from.id);

  const request =
    pending ??
    (await eventually('USER_NOT_FOUND', () =>
      requester.post<{ id: string }>('/friends/requests', { user_id: to.id }),
    ));

  await addressee.put(`/friends/requests/${request.id}/accept`);
}

async function shareTrip(goals: string, creator: Member, others: Member[]): Promise<string> {
  const client = new SeedClient(goals, creator.accessToken);

  const { goals: mine } = await client.get<{ goals: { id: string; title: string }[] }>(
    '/goals?status=all&limit=100',
  );

  const existing = mine.find(({ title }) => title === trip.title);
  if (existing) return existing.id;
  const inSevenMonths = new Date(Date.now() + 210 * 24 * 3_600_000).toISOString().slice(0, 10);
  const body = { ...trip, target_date: inSevenMonths, participant_ids: others.map(({ id }) => id) };

  const goal = await eventually('PARTICIPANT_NOT_A_FRIEND', () =>
    client.post<{ id: string }>('/goals', body),
  );

  return goal.id;
}

async function contribute(
  goals: string,
  goalId: string,
  members: Record<string, Member>,
): Promise<void> {
  const path = `/goals/${goalId}/contributions`;
  for (const { by, amount, note } of contributions) {
    const client = new SeedClient(goals, members[by]?.accessToken);

    const { contributions: given } = await client.get<{ contributions: { note: string | null }[] }>(
      `${path}?limit=100`,
    );

    if (given.some((contribution) => contribution.note === note)) continue;
    await client.post(path, { amount, note, contribution_type: 'monetary' });
  }
}
