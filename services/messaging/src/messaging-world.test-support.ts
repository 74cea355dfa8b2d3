import { fromBinary } from '@bufbuild/protobuf';
import {
  type EventType,
  eventTypeOfSubject,
  MessageAudience,
  UserBlockedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId, type Sql } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { escapeLiteral } from 'pg';
import { messaging } from '.';

/** Tests assert responses and event data field by field, so they are untyped. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;

export const conversations = '/api/v1/conversations';

/** Returns conversations without that with the coach, which every user has. */
export const withoutCoach = (rows: readonly Loose[]): Loose[] =>
  rows.filter(({ conversation_type: type }) => type !== 'ai_coach');

/** The messaging service with four people: Brian is a friend of Alvin and Clarie, and Dorcas is a stranger to all. */
export class MessagingWorld {
  private constructor(
    readonly tribe: Tribe,
    readonly brian: Person,
    readonly alvin: Person,
    readonly clarie: Person,
    readonly dorcas: Person,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<MessagingWorld> {
    const tribe = await startTribe({ services: [messaging], env });
    const [brian, alvin, clarie, dorcas] = await Promise.all([
      tribe.person('brian'),
      tribe.person('alvin'),
      tribe.person('clarie'),
      tribe.person('dorcas'),
    ]);
    const world = new MessagingWorld(tribe, brian, alvin, clarie, dorcas);
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
    await this.tribe.settled();

    return friend;
  }

  /** Creates the direct conversation of two people. */
  async direct(one: Person, other: Person): Promise<string> {
    const { status, body } = await one.post(conversations, {
      conversation_type: 'direct',
      participant_ids: [other.id],
    });
    expect(status).toBeLessThan(300);

    return body.id;
  }

  /** Creates a group of Brian with friends of his. */
  async group(others: readonly Person[], fields: object = {}): Promise<string> {
    const { status, body } = await this.brian.post(conversations, {
      conversation_type: 'group',
      name: 'Marathon Crew',
      participant_ids: others.map(({ id }) => id),
      ...fields,
    });
    expect([status, body.code]).toEqual([201, undefined]);

    return body.id;
  }

  /** Sends a message and returns it. */
  async send(sender: Person, conversationId: string, content: string, fields: object = {}) {
    const { status, body } = await sender.post(pathOf(conversationId), {
      content,
      client_msg_id: newId(),
      ...fields,
    });
    expect([status, body.code]).toEqual([201, undefined]);

    return body as Loose;
  }

  async conversation(viewer: Person, conversationId: string): Promise<Loose> {
    return (await viewer.get(`${conversations}/${conversationId}`)).body;
  }

  async history(viewer: Person, conversationId: string, query = ''): Promise<Loose> {
    return (await viewer.get(`${pathOf(conversationId)}?${query}`)).body;
  }

  /** Blocks a person, as social-graph announces it. */
  async block(blocker: Person, blocked: Person): Promise<void> {
    const block = { id: newId(), blockerId: blocker.id, blockedId: blocked.id };
    const event = eventOf(UserBlockedSchema, {
      entityId: block.id,
      entityVersion: 1,
      data: { block },
    });
    await this.tribe.publishAs('social-graph', event);
    await this.tribe.settled();
  }

  /** Closes the account of a person, as identity announces it; a ban looks the same. */
  closeAccount(person: Person): Promise<void> {
    return this.change(person, { isActive: false });
  }

  /** Opens an account again that {@link closeAccount} has closed. */
  openAccount(person: Person): Promise<void> {
    return this.change(person, { isActive: true }, 3);
  }

  /** Lets everyone write to a person. */
  openInbox(person: Person): Promise<void> {
    const privacy = { whoCanSendMessages: MessageAudience.EVERYONE };
    return this.change(person, { isActive: true, privacy });
  }

  private async change(
    { id, username, fullName }: Person,
    state: object,
    entityVersion = 2,
  ): Promise<void> {
    const data = { user: { id, username, fullName }, ...state };
    const event = eventOf(UserUpdatedSchema, { entityId: id, entityVersion, data });
    await this.tribe.publishAs('identity', event);
    await this.tribe.settled();
  }

  /** Returns the published events of an entity, in order. */
  async eventsOf(entityId: string): Promise<{ name: string; version: number; data: Loose }[]> {
    const rows = await this.rows<{ subject: string; entity_version: string; payload: Buffer }>(
      'SELECT subject, entity_version, payload FROM outbox WHERE entity_id = $1 ORDER BY position',
      [entityId],
    );

    return rows.map(({ subject, entity_version, payload }) => {
      const { schema } = eventTypeOfSubject(subject) as EventType;
      const data = fromBinary(schema, payload);
      return { name: schema.name, version: Number(entity_version), data };
    });
  }

  async rows<Row extends object = Record<string, unknown>>(
    sql: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const db = await this.tribe.db('messaging');
    // Reads and writes rows of all teams, behind the row level security.
    await db.query(`SELECT set_config('tribe.scope', 'service', false)`);

    return (await db.query<Row>(sql, values)).rows;
  }

  /** Returns the plan of a query as the service plans it: for any parameters. */
  async planOf(read: (sql: Sql) => Promise<unknown>): Promise<string> {
    let asked: { text: string; values: readonly Loose[] } | undefined;
    const query = async (_name: string, text: string, values: readonly unknown[]) => {
      asked = { text, values };
      return [{} as never];
    };
    await read({ query, execute: async () => 0 });

    const values = (asked?.values ?? []).map((value) => {
      if (value === null) return 'NULL';
      if (value instanceof Date) return escapeLiteral(value.toISOString());
      return escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value));
    });
    await this.rows(
      `SET plan_cache_mode = force_generic_plan; SET random_page_cost = 1.1; PREPARE asked AS ${asked?.text}`,
    );
    const explain = `EXPLAIN EXECUTE asked (${values.join(', ')})`;
    const plan = await this.rows<{ 'QUERY PLAN': string }>(explain);
    await this.rows('DEALLOCATE asked');

    return plan.map((row) => row['QUERY PLAN']).join('\n');
  }

  /** Resolves when statements wait for a lock of the connection of {@link rows}, or for each other behind it. */
  async untilWaiting(statements: number): Promise<void> {
    await eventually(async () => {
      const waiting = await this.rows(`
        WITH RECURSIVE waiting AS (
          SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
          UNION
          SELECT l.pid FROM pg_locks l JOIN waiting w ON w.pid = ANY (pg_blocking_pids(l.pid)) WHERE NOT l.granted
        ) SELECT pid FROM waiting`);
      return waiting.length === statements;
    });
  }

  /** Returns a fingerprint of the stored data, which is unchanged when nothing was written. */
  async written(): Promise<string> {
    const [row] = await this.rows<{ written: string }>(`
      SELECT concat_ws('/',
        (SELECT count(*) || ' ' || coalesce(sum(version + last_seq), 0) FROM conversations),
        (SELECT count(*) || ' ' || coalesce(sum(version + read_seq), 0) || ' ' || count(left_at) || ' ' ||
                count(muted_until) || ' ' || count(archived_at) FROM conversation_participants),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM messages), (SELECT count(*) FROM message_reactions),
        (SELECT count(*) || ' ' || coalesce(sum(read_seq), 0) || ' ' || count(*) FILTER (WHERE is_following) FROM thread_followers), (SELECT count(*) FROM message_edits),
        (SELECT count(*) FROM message_tombstones), (SELECT count(*) FROM muted_words), (SELECT count(*) FROM outbox)) AS written`);
    return row!.written;
  }
}

export function pathOf(conversationId: string): string {
  return `${conversations}/${conversationId}/messages`;
}
