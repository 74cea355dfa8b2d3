import { fromBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type EventType,
  eventTypeOfSubject,
  PartnershipActivatedSchema,
  PartnershipDissolvedSchema,
  PartnershipKind,
  PartnershipStatus,
  ProfileVisibility,
  UserBlockedSchema,
  UserErasedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { dayMs, newId } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { goals } from '.';

/** Tests assert event data field by field, so it is untyped. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/** The goals service with four people: Brian is a friend of Alvin and Clarie, and Dorcas is a stranger to all. */
export class GoalsWorld {
  private constructor(
    readonly tribe: Tribe,
    readonly brian: Person,
    readonly alvin: Person,
    readonly clarie: Person,
    readonly dorcas: Person,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<GoalsWorld> {
    const tribe = await startTribe({ services: [goals], env });
    const [brian, alvin, clarie, dorcas] = await Promise.all([
      tribe.person('brian'),
      tribe.person('alvin'),
      tribe.person('clarie'),
      tribe.person('dorcas'),
    ]);
    const world = new GoalsWorld(tribe, brian, alvin, clarie, dorcas);
    await tribe.befriend(brian, alvin);
    await tribe.befriend(brian, clarie);
    await tribe.settled();
    return world;
  }

  stop(): Promise<void> {
    return this.tribe.stop();
  }

  /** Creates a friend of Brian with no other friends. */
  async newFriend(name: string): Promise<Person> {
    const friend = await this.tribe.person(name);
    await this.tribe.befriend(this.brian, friend);
    return friend;
  }

  /** Closes the account of a person, as identity announces it; a ban looks the same. */
  closeAccount(person: Person): Promise<void> {
    return this.change(person, { isActive: false });
  }

  /** Makes the profile of a person private. */
  hideProfile(person: Person): Promise<void> {
    const privacy = { profileVisibility: ProfileVisibility.PRIVATE };
    return this.change(person, { isActive: true, privacy });
  }

  /** Makes friends invite a person to goals instead of adding them. */
  askFirst(person: Person): Promise<void> {
    const privacy = {
      profileVisibility: ProfileVisibility.FRIENDS_ONLY,
      askBeforeAddingToGoals: true,
    };
    return this.change(person, { isActive: true, privacy });
  }

  /** Makes two people active partners, and returns a function that ends the partnership. */
  async partner(initiator: Person, partner: Person): Promise<() => Promise<void>> {
    const id = newId();
    const partnership = {
      id,
      kind: PartnershipKind.ACCOUNTABILITY,
      initiatorId: initiator.id,
      partnerId: partner.id,
      activatedAt: timestampFromDate(this.tribe.clock.now()),
    };

    const publish = async (
      schema: typeof PartnershipActivatedSchema | typeof PartnershipDissolvedSchema,
      version: number,
      status: PartnershipStatus,
    ) => {
      const data = { partnership: { ...partnership, status } };
      const init = { entityId: id, entityVersion: version, data };
      await this.tribe.publishAs('social-graph', eventOf(schema, init));
      await this.tribe.settled();
    };

    await publish(PartnershipActivatedSchema, 2, PartnershipStatus.ACTIVE);

    return () => publish(PartnershipDissolvedSchema, 3, PartnershipStatus.DISSOLVED);
  }

  /** Makes two users hidden from each other, as social-graph announces it. */
  async block(blocker: Person, blocked: Person): Promise<void> {
    const block = { id: newId(), blockerId: blocker.id, blockedId: blocked.id };
    const init = { entityId: block.id, entityVersion: 1, data: { block } };
    await this.tribe.publishAs('social-graph', eventOf(UserBlockedSchema, init));
    await this.tribe.settled();
  }

  /** Erases the data of a user, as identity requests it. */
  async erase({ id }: Person): Promise<void> {
    const data = { erasureId: newId(), userId: id };
    const event = eventOf(UserErasedSchema, { entityId: id, entityVersion: 9, data });
    await this.tribe.publishAs('identity', event);
    const sql =
      'SELECT FROM personal_data_erasures WHERE erasure_id = $1 AND finished_at IS NOT NULL';
    await eventually(async () => (await this.rows(sql, [data.erasureId])).length > 0);
  }

  /** Returns the rows of a section of the data export of a user. */
  async exportOf({ id }: Person, section: string): Promise<unknown[]> {
    const { source } = this.tribe.service('goals').app.get(OwnPersonalData);
    const rows: unknown[] = [];
    for await (const page of source.exportFor(id))
      if (page.section === section) rows.push(...page.rows);

    return rows;
  }

  /** Advances the clock to the next time of day in UTC, such as `13:38`, so that no date changes during a test. */
  advanceTo(time: string): void {
    const now = this.tribe.clock.now().getTime();
    const today = new Date(now).toISOString().slice(0, 10);
    const aheadMs = Date.parse(`${today}T${time}:00Z`) - now;
    this.tribe.clock.advance(aheadMs < 0 ? aheadMs + dayMs : aheadMs);
  }

  async newSystem(owner: Person, fields: object = {}) {
    const { status, body } = await owner.post('/api/v1/systems', { title: 'Read', ...fields });
    if (status !== 201) throw new Error(`the system was refused: ${JSON.stringify(body)}`);
    return body;
  }

  private async change({ id, username, fullName }: Person, state: object): Promise<void> {
    const data = { user: { id, username, fullName }, ...state };
    const event = eventOf(UserUpdatedSchema, { entityId: id, entityVersion: 2, data });
    await this.tribe.publishAs('identity', event);
    await this.tribe.settled();
  }

  /** Creates the group goal of most tests: Brian saves 3000 with Alvin and Clarie. */
  async trip(fields: object = {}) {
    return this.newGoal(this.brian, {
      goal_type: 'group',
      target_type: 'amount',
      target_amount: 3000,
      participant_ids: [this.alvin.id, this.clarie.id],
      ...fields,
    });
  }

  async newGoal(creator: Person, fields: object = {}) {
    const { status, body } = await creator.post('/api/v1/goals', {
      title: 'Trip to Costa Rica 🌴',
      goal_type: 'individual',
      ...fields,
    });
    if (status !== 201) throw new Error(`the goal was refused: ${JSON.stringify(body)}`);
    return body;
  }

  /** Returns the events of a goal in stream order. */
  async eventsOf(goalId: string) {
    await this.tribe.settled();
    const rows = await this.rows<{ subject: string; entity_version: string; payload: Buffer }>(
      'SELECT subject, entity_version, payload FROM outbox WHERE entity_id = $1 ORDER BY stream_seq',
      [goalId],
    );
    return rows.map(({ subject, entity_version, payload }) => {
      const { schema } = eventTypeOfSubject(subject) as EventType;
      return {
        name: schema.name,
        version: Number(entity_version),
        data: fromBinary(schema, payload) as unknown as Loose,
      };
    });
  }

  async rows<Row extends object = Record<string, unknown>>(
    sql: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const db = await this.tribe.db('goals');
    return (await db.query<Row>(sql, values)).rows;
  }

  /**
   * Returns a fingerprint of the stored data, which is unchanged when nothing was written. Awards are written later, by
   * consumers.
   */
  async written(): Promise<string> {
    const [row] = await this.rows<{ written: string }>(`
      SELECT concat_ws('/',
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM goals),
        (SELECT count(*) || ' ' || count(left_at) || ' ' || count(resting_until) FROM goal_participants),
        (SELECT count(*) FROM goal_contributions),
        (SELECT count(*) || ' ' || count(responded_at) FROM goal_invitations),
        (SELECT count(*) || ' ' || count(achieved_at) FROM goal_milestones),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM systems),
        (SELECT count(*) FROM system_vacations),
        (SELECT count(*) || ' ' || count(next_fire_at) || ' ' || max(updated_at) FROM reminders),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) || ' ' || count(deleted_at) FROM checkins),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM reflections),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM shared_reactions),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM shared_comments),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM badges),
        (SELECT count(*) FROM outbox WHERE subject NOT LIKE 'tribe.goals.award.%')) AS written`);
    return row!.written;
  }
}
