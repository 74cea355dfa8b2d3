import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  FriendshipEndedSchema,
  FriendshipStatus,
  GoalAccessService,
  GoalCreatedSchema,
  GoalDeletedSchema,
  MediaReadySchema,
  MediaRejectedSchema,
  ModerationActionKind,
  ModerationActionTakenSchema,
  ProfileVisibility,
  UserBlockedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId, Transactions } from '@tribe/service-kit';
import { eventually, MediaDouble, type Person, startTribe, type Tribe } from '@tribe/testing';
import { feed } from '.';
import type { Tx } from './prisma.service';

const posts = '/api/v1/posts';

/**
 * The feed service with four people: Brian is a friend of Alvin and Clarie, and Dorcas is a stranger to all. Stands in for
 * media and goals.
 */
export class FeedWorld {
  /** The goals that their owner answers a user to take part in. */
  readonly participations = new Set<string>();

  private constructor(
    readonly tribe: Tribe,
    readonly brian: Person,
    readonly alvin: Person,
    readonly clarie: Person,
    readonly dorcas: Person,
    readonly media: MediaDouble,
    private readonly friendships: Map<string, string>,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<FeedWorld> {
    const tribe = await startTribe({ services: [feed], env });
    const [brian, alvin, clarie, dorcas] = await Promise.all([
      tribe.person('brian'),
      tribe.person('alvin'),
      tribe.person('clarie'),
      tribe.person('dorcas'),
    ]);
    const world = new FeedWorld(
      tribe,
      brian,
      alvin,
      clarie,
      dorcas,
      await MediaDouble.start(tribe),
      new Map(),
    );
    await world.standIn();
    await world.befriend(brian, alvin);
    await world.befriend(brian, clarie);
    await tribe.settled();

    return world;
  }

  stop(): Promise<void> {
    return this.tribe.stop();
  }

  async befriend(first: Person, second: Person): Promise<void> {
    this.friendships.set(pairOf(first, second), await this.tribe.befriend(first, second));
  }

  /** Ends a friendship, as social-graph announces it. */
  async unfriend(first: Person, second: Person): Promise<void> {
    const id = this.friendships.get(pairOf(first, second)) ?? '';
    const friendship = {
      id,
      requesterId: first.id,
      addresseeId: second.id,
      status: FriendshipStatus.ENDED,
    };
    const init = { entityId: id, entityVersion: 2, data: { friendship } };
    await this.tribe.publishAs('social-graph', eventOf(FriendshipEndedSchema, init));
    await this.tribe.settled();
  }

  async block(blocker: Person, blocked: Person): Promise<void> {
    const block = { id: newId(), blockerId: blocker.id, blockedId: blocked.id };
    const init = { entityId: block.id, entityVersion: 1, data: { block } };
    await this.tribe.publishAs('social-graph', eventOf(UserBlockedSchema, init));
    await this.tribe.settled();
  }

  /** Has a moderator mute a person until a time, as social-graph announces it. */
  async mute({ id: subjectId }: Person, until: Date): Promise<void> {
    const id = newId();
    const kind = ModerationActionKind.MUTE_USER;
    const action = { id, kind, subjectId, until: timestampFromDate(until) };
    const init = { entityId: id, entityVersion: 1, data: { action } };
    await this.tribe.publishAs('social-graph', eventOf(ModerationActionTakenSchema, init));
    await this.tribe.settled();
  }

  /** Closes the account of a person, or makes the profile private, as identity announces it. */
  async change(
    { id, username, fullName }: Person,
    state: { isActive?: boolean; isPrivate?: boolean },
  ) {
    const profileVisibility = state.isPrivate
      ? ProfileVisibility.PRIVATE
      : ProfileVisibility.FRIENDS_ONLY;
    const data = {
      user: { id, username, fullName },
      isActive: state.isActive ?? true,
      privacy: { profileVisibility },
    };
    const event = eventOf(UserUpdatedSchema, { entityId: id, entityVersion: 2, data });
    await this.tribe.publishAs('identity', event);
    await this.tribe.settled();
  }

  async post(author: Person, fields: object = {}) {
    const { status, body } = await author.post(posts, { caption: 'Ten kilometres', ...fields });
    if (status !== 201) throw new Error(`the post was refused: ${JSON.stringify(body)}`);
    return body;
  }

  /** Returns the captions of a page of a feed. */
  async captions(reader: Person, query = ''): Promise<string[]> {
    await this.tribe.settled();
    const { body } = await reader.get(`/api/v1/feed?${query}`);
    return body.posts.map(({ caption }: { caption: string }) => caption);
  }

  /** Returns the id of an upload, by Brian for a post unless said otherwise. */
  upload(state: 'processing' | 'ready', owner = this.brian, purpose = 'post'): string {
    return this.media.add(owner.id, purpose, { state });
  }

  /** Whether the service has told media that it shows an upload. */
  isKept(id: string): boolean {
    const isAbout = ({ mediaId }: { mediaId: string }) => mediaId === id;
    return this.media.attached.some(isAbout) && !this.media.detached.some(isAbout);
  }

  async mediaReady(id: string, owner: Person): Promise<void> {
    this.media.finish(id);
    const media = {
      id,
      ownerId: owner.id,
      purpose: 'post',
      contentType: 'image/jpeg',
      width: 1080,
      height: 1350,
      blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
    };
    const event = eventOf(MediaReadySchema, { entityId: id, entityVersion: 3, data: { media } });
    await this.tribe.publishAs('media', event);
    await this.tribe.settled();
  }

  async mediaRejected(mediaId: string, owner: Person): Promise<void> {
    const data = { mediaId, ownerId: owner.id, reason: 'too large' };
    const event = eventOf(MediaRejectedSchema, { entityId: mediaId, entityVersion: 3, data });
    await this.tribe.publishAs('media', event);
    await this.tribe.settled();
  }

  async goal(
    id: string,
    participants: readonly Person[],
    { isPublic = false, version = 1 } = {},
  ): Promise<void> {
    const goal = {
      id,
      title: 'Run a 5K',
      isPublic,
      participants: participants.map(({ id: userId }) => ({ userId })),
    };
    const init = { entityId: id, entityVersion: version, data: { goal } };
    await this.tribe.publishAs('goals', eventOf(GoalCreatedSchema, init));
    await this.tribe.settled();
  }

  async goalDeleted(goalId: string): Promise<void> {
    const init = { entityId: goalId, entityVersion: 2, data: { goalId } };
    await this.tribe.publishAs('goals', eventOf(GoalDeletedSchema, init));
    await this.tribe.settled();
  }

  async rows<Row extends object = Record<string, unknown>>(
    sql: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const db = await this.tribe.db('feed');
    return (await db.query<Row>(sql, values)).rows;
  }

  /** Returns the events of an entity in order, such as `1 created`. */
  async eventsOf(entityId: string): Promise<string[]> {
    await this.tribe.settled();
    const rows = await this.rows<{ event: string }>(
      `SELECT entity_version || ' ' || split_part(subject, '.', 4) AS event
         FROM outbox WHERE entity_id = $1 ORDER BY entity_version, stream_seq`,
      [entityId],
    );
    return rows.map(({ event }) => event);
  }

  /** Returns the data of the last event of a kind about an entity. */
  async lastEvent<Desc extends DescMessage>(
    schema: Desc,
    entityId: string,
  ): Promise<MessageShape<Desc>> {
    const [row] = await this.rows<{ payload: Uint8Array }>(
      'SELECT payload FROM outbox WHERE entity_id = $1 ORDER BY entity_version DESC LIMIT 1',
      [entityId],
    );
    return fromBinary(schema, row!.payload);
  }

  /**
   * Runs statements in a transaction, and commits it when a request that was sent meanwhile waits for its locks.
   *
   * @returns the result of the request
   */
  async whileLocked<T>(work: (tx: Tx) => Promise<unknown>, request: () => Promise<T>): Promise<T> {
    const waiting = `SELECT FROM pg_stat_activity
      WHERE usename = current_user AND datname = current_database() AND wait_event_type = 'Lock'`;

    const [locked, waits] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { app } = this.tribe.service('feed');
    const holder = app.get<Transactions<Tx>>(Transactions).run(async (tx) => {
      await work(tx);
      locked.resolve();
      await waits.promise;
    });

    // The request is sent outside of the transaction.
    await Promise.race([locked.promise, holder]);
    const answer = request();
    await eventually(async () => expect(await this.rows(waiting)).not.toHaveLength(0));
    waits.resolve();
    await holder;

    return answer;
  }

  /** Returns a fingerprint of the stored data after all jobs, which is unchanged when nothing was written. */
  async written(): Promise<string> {
    await this.tribe.settled();

    const [row] = await this.rows<{ written: string }>(`
      SELECT concat_ws('/',
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) || ' ' || coalesce(sum(likes_count + comments_count), 0) FROM posts),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM post_likes),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM post_comments),
        (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM comment_likes),
        (SELECT count(*) FROM outbox)) AS written`);
    return row!.written;
  }

  private async standIn(): Promise<void> {
    await this.tribe.answerCalls(GoalAccessService.method.checkGoalAccess, ({ goalId }) => ({
      allowed: this.participations.has(goalId),
      participates: this.participations.has(goalId),
    }));
  }
}

function pairOf(first: Person, second: Person): string {
  return [first.id, second.id].sort().join(' ');
}
