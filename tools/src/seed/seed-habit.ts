import { eventually, type Member, SeedClient, type SeedTargets } from './seed-client';

const dayMs = 86_400_000;
const title = 'Read before breakfast';
/** Days after the first one. The freeze that seven of them earn holds the first gap; the second one ends the streak. */
const daysDone = [0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12];
const ageDays = 12;

interface System {
  id: string;
  title: string;
  started_on: string;
}

/** Makes two users a duo. The owner has a habit with a history of two weeks. Skips existing data. */
export async function seedHabit(
  targets: SeedTargets,
  owner: Member,
  partner: Member,
): Promise<void> {
  await formDuo(targets.socialGraph, owner, partner);
  const client = new SeedClient(targets.goals, owner.accessToken);
  const { id, started_on } = await beginHabit(client);

  for (const day of daysDone) {
    const date = dateAfter(started_on, day);
    // The client id makes a repetition harmless.
    await client.post(`/systems/${id}/checkins`, {
      client_id: date,
      checked_in_at: `${date}T04:30:00Z`,
      value: 20,
    });
  }
}

async function formDuo(socialGraph: string, owner: Member, partner: Member): Promise<void> {
  const inviter = new SeedClient(socialGraph, owner.accessToken);

  const { partnerships } = await inviter.get<{ partnerships: { id: string; status: string }[] }>(
    '/partnerships?status=all&kind=duo&limit=100',
  );

  if (partnerships.some(({ status }) => status === 'active')) return;

  const { id } =
    partnerships.find(({ status }) => status === 'pending_invite') ??
    (await eventually('USER_NOT_FOUND', () =>
      inviter.post<{ id: string }>('/partnerships', { user_id: partner.id, name: 'Early birds' }),
    ));

  await new SeedClient(socialGraph, partner.accessToken).put(`/partnerships/${id}/accept`);
}

async function beginHabit(client: SeedClient): Promise<System> {
  const { systems } = await client.get<{ systems: System[] }>('/systems?status=all&limit=100');
  const existing = systems.find((system) => system.title === title);
  if (existing) return existing;
  const today = new Date().toISOString().slice(0, 10);

  return client.post<System>('/systems', {
    title,
    description: 'Twenty pages, no phone',
    metric_type: 'pages',
    target_value: 20,
    target_unit: 'pages',
    verification_required: true,
    started_on: dateAfter(today, -ageDays),
  });
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}
