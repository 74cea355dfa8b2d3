import { dayMs } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import type { GoalsWorld } from '../goals-world.test-support';

let sent = 0;

/** The check-ins of one system, from the start of the day in UTC in which the test began. */
export class SystemDiary {
  readonly path: string;
  private readonly noon: number;

  private constructor(
    private readonly world: GoalsWorld,
    private readonly owner: Person,
    readonly id: string,
  ) {
    this.path = `/api/v1/systems/${id}`;
    const now = world.tribe.clock.now().getTime();
    this.noon = Math.floor(now / dayMs) * dayMs + dayMs / 2;
  }

  /** Creates a system that exists since the start of the day a number of days ago. */
  static async open(world: GoalsWorld, owner: Person, days: number, fields: object = {}) {
    const { id } = await world.newSystem(owner, fields);
    const start = Math.floor(world.tribe.clock.now().getTime() / dayMs) * dayMs - days * dayMs;
    const values = [id, new Date(start)];
    await world.rows('UPDATE systems SET created_at = $2 WHERE id = $1', values);
    await world.rows('UPDATE system_schedules SET effective_at = $2 WHERE system_id = $1', values);

    return new SystemDiary(world, owner, id);
  }

  /** The date a number of days ago. */
  date(daysAgo: number): string {
    return new Date(this.noon - daysAgo * dayMs).toISOString().slice(0, 10);
  }

  /** Sends a check-in that happened at noon a number of days ago. */
  checkIn(daysAgo: number, fields: object = {}) {
    return this.owner.post(`${this.path}/checkins`, {
      client_id: `device-${++sent}`,
      checked_in_at: new Date(this.noon - daysAgo * dayMs).toISOString(),
      ...fields,
    });
  }

  async streak(): Promise<{
    current_streak: number;
    longest_streak: number;
    status_today: string;
  }> {
    return (await this.owner.get(`${this.path}/streak`)).body;
  }

  /** The rule of every day, oldest first. */
  async rules(from: number, to = 0): Promise<string[]> {
    const query = `from=${this.date(from)}&to=${this.date(to)}`;
    const { body } = await this.owner.get(`${this.path}/streak/explain?${query}`);
    return body.days.map(({ rule }: { rule: string }) => rule);
  }

  async events() {
    return (await this.world.eventsOf(this.id)).filter(({ name }) => name === 'StreakChanged');
  }
}
