import type { Person } from '@tribe/testing';
import type { GoalsWorld } from '../../goals-world.test-support';
import { dateBefore } from '../import.test-support';

export const goalSections = ['goals', 'participations', 'contributions', 'reminders'];
export const systemSections = ['systems', 'checkins', 'reflections'];

/** Given anew by an import. */
const newFields = [
  'importId',
  'importKey',
  'importedAt',
  'updatedAt',
  'ownerActiveAt',
  'revisions',
];

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/** Exports of the data of people, and goals to export. */
export class TribeExports {
  constructor(private readonly world: GoalsWorld) {}

  /** Exports sections of the data of a person, as JSON. */
  async of(person: Person, sections: readonly string[]): Promise<Loose> {
    const rows = await Promise.all(
      sections.map(async (section) => [section, await this.world.exportOf(person, section)]),
    );
    return JSON.parse(JSON.stringify(Object.fromEntries(rows)));
  }

  async fileOf(person: Person): Promise<string> {
    const goals = await this.of(person, [...goalSections, ...systemSections, 'goal_invitations']);
    return JSON.stringify({ schema_version: 1, services: { goals } });
  }

  /** An export without what an import gives anew, and with ids numbered in their order, so that equal links are equal. */
  async keptOf(
    person: Person,
    sections: readonly string[],
    alsoNew: readonly string[] = [],
  ): Promise<Loose> {
    const dropped = [...newFields, ...alsoNew];
    const numbers = new Map<string, string>();

    const text = JSON.stringify(await this.of(person, sections), (key, value) =>
      dropped.includes(key) ? undefined : value,
    ).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
      numbers.set(id, numbers.get(id) ?? `id ${numbers.size}`);
      return numbers.get(id)!;
    });

    return JSON.parse(text);
  }

  /** Gives to a goal a minute after the last contribution, and returns the id. */
  async give(person: Person, goal: string, amount: number, fields: object = {}): Promise<string> {
    this.world.tribe.clock.advance(60_000);
    const { status, body } = await person.post(`${goal}/contributions`, { amount, ...fields });
    expect(status).toBe(201);
    return body.id;
  }

  /** Creates two goals of a person with everything that a goal can have, and a system of the first. */
  async goalsFor(person: Person): Promise<void> {
    const { world } = this;
    const dateOf = (daysAgo: number) => dateBefore(world, daysAgo);
    const fields = { target_type: 'amount', target_amount: 300, target_currency: 'KWD' };
    const dates = { start_date: dateOf(30), target_date: dateOf(-30), priority: 'high' };
    const trip = await world.newGoal(person, { ...fields, ...dates, description: 'In June' });
    const path = `/api/v1/goals/${trip.id}`;
    await person.post(`${path}/milestones`, { title: 'Half', target_value: 150.125 });
    await person.post(`${path}/milestones`, { title: 'All', target_value: 300 });
    const byHand = await person.post(`${path}/milestones`, { title: 'Booked', order_index: 0 });
    await person.put(`${path}/milestones/${byHand.body.id}`, { achieved: true });
    const given = await this.give(person, path, 200.5, { note: 'Savings' });
    await this.give(person, path, 20);
    world.tribe.clock.advance(60_000);
    const correction = { amount: 0.375, reason: 'Mistyped' };
    await person.post(`${path}/contributions/${given}/corrections`, correction);
    const time = { reminder_time: '18:30', timezone: 'Africa/Kigali' };
    await person.post(`${path}/reminders`, {
      ...time,
      reminder_type: 'weekly',
      reminder_days: [2],
    });
    await person.put(`${path}/rest`, { until: dateOf(-3) });
    await world.newSystem(person, { title: 'Save', goal_id: trip.id });

    world.tribe.clock.advance(60_000);
    const done = await world.newGoal(person, { title: 'Done', ...fields, goal_type: 'group' });
    await this.give(person, `/api/v1/goals/${done.id}`, 300, { contribution_type: 'milestone' });
    await person.post(`/api/v1/goals/${done.id}/archive`);
  }
}
