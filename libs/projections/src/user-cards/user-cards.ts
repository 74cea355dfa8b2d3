import { Injectable } from '@nestjs/common';
import {
  type UserCard as UserCardMessage,
  UserDirectoryService,
  type VersionedUserCard,
} from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import {
  AppError,
  type Caller,
  commonErrors,
  Database,
  hasOpenTransaction,
  Logger,
  type Sql,
  Transactions,
} from '@tribe/service-kit';
import { OwnerQuestions } from '../owner-questions';
import { defaultUserCalendar, todayIn, userCalendarOf } from './user-calendar';
import { type KnownUserCard, type UserCard, userCardOf, type UserCardRow } from './user-card';
import { type AnsweredUserCard, selectUserCard, upsertUserCards } from './user-card.queries';
import { userPrivacyOf } from './user-privacy';

/** Maximum number of ids per call. */
const maxIds = 5_000;
/** Maximum number of ids per request to identity. */
const idsPerRequest = 100;
const deadlineMs = 500;

/**
 * The cards and privacy settings of users, from a table that projects identity's events. Fetches a user whose event has
 * not arrived yet from identity, so a new user is known at once.
 *
 * Must not be called inside a transaction, because it may call another service.
 *
 * @example
 * const cards = await this.userCards.get(friends.map(({ friendId }) => friendId));
 * cards.get(friendId)?.fullName
 */
@Calls(UserDirectoryService.method.getUserCards)
@Injectable()
export class UserCards {
  private readonly identity: OwnerQuestions<KnownUserCard>;

  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly rpc: Rpc,
    logger: Logger,
  ) {
    const log = logger.for('UserCards');
    this.identity = new OwnerQuestions((ids) => this.fetch(ids), idsPerRequest, log);
  }

  /**
   * Returns cards by user id. Users that do not exist or are not active have no card, nor do users that are unknown
   * here while identity does not answer, or after the first write of a request with an Idempotency-Key.
   *
   * @param userIds at most 5000 distinct ids
   * @throws RangeError for more ids
   */
  async get(userIds: Iterable<string>): Promise<Map<string, KnownUserCard>> {
    const ids = [...new Set(userIds)];
    if (ids.length > maxIds)
      throw new RangeError(`at most ${maxIds} user cards can be asked for at once`);

    const found = await Promise.all(ids.map((id) => selectUserCard(this.database, id)));
    const rows = found.filter((row) => row !== undefined);
    const cards = cardsById(rows);
    if (rows.length === ids.length) return cards;

    // After a write with an Idempotency-Key, the question would hold the locks of the request.
    if (hasOpenTransaction()) return cards;
    const unknown = ids.filter((_id, index) => !found[index]);
    const fetched = await Promise.all(unknown.map((id) => this.identity.ask(id)));
    for (const card of fetched) if (card) cards.set(card.id, card);

    return cards;
  }

  /** Returns the card of a caller. Falls back to the username in the access token while there is no card. */
  async ofCaller(caller: Caller): Promise<UserCard> {
    const { userId: id, username } = caller;
    const card = (await this.get([id])).get(id);
    return card ?? { id, username, fullName: username };
  }

  /**
   * Returns those of `userIds` whose accounts are closed or banned. A user whose event has not arrived counts as active.
   *
   * @param sql pass `tx.sql` inside a transaction
   */
  async filterClosed(userIds: readonly string[], sql: Sql = this.database): Promise<Set<string>> {
    const rows = await Promise.all(userIds.map((id) => selectUserCard(sql, id)));
    return new Set(userIds.filter((_id, index) => rows[index]?.is_active === false));
  }

  /**
   * Returns the BCP 47 locales of users, without those of users whose event has not arrived.
   *
   * @param sql pass `tx.sql` inside a transaction
   */
  async localesOf(
    userIds: readonly string[],
    sql: Sql = this.database,
  ): Promise<Map<string, string>> {
    const rows = await Promise.all(userIds.map((id) => selectUserCard(sql, id)));
    return new Map(rows.flatMap((row) => (row?.locale ? [[row.user_id, row.locale]] : [])));
  }

  /**
   * Like {@link filterClosed}, confirmed with identity, because an account may just have been opened again. For a refusal;
   * not inside a transaction.
   */
  async confirmClosed(userIds: readonly string[]): Promise<Set<string>> {
    const closed = [...(await this.filterClosed(userIds))];
    const reopened = await Promise.all(closed.map((id) => this.identity.ask(id)));

    return new Set(closed.filter((_id, index) => !reopened[index]));
  }

  /** Returns the date of a user's day, as midnight UTC of that date. Reads the card together with others. */
  async todayOf(userId: string, now: Date): Promise<Date> {
    const card = (await this.get([userId])).get(userId);
    return todayIn(card?.calendar ?? defaultUserCalendar, now);
  }

  /**
   * Returns the card of a user. Confirms with identity that there is none, because the account may just have been opened
   * again.
   *
   * @throws AppError USER_NOT_FOUND when the user has no card
   */
  async require(userId: string): Promise<KnownUserCard> {
    const row = await selectUserCard(this.database, userId);
    const card = row?.is_active ? userCardOf(row) : await this.identity.ask(userId);
    if (!card) throw new AppError(commonErrors.USER_NOT_FOUND);

    return card;
  }

  private async fetch(ids: readonly string[]): Promise<ReadonlyMap<string, KnownUserCard>> {
    const client = this.rpc.client(UserDirectoryService);
    const answer = await client.getUserCards({ userIds: [...ids] }, { deadlineMs });

    const cards = answer.cards.flatMap((card) =>
      card.user ? [answeredCardOf(card.user, card)] : [],
    );

    if (cards.length > 0)
      await this.transactions.runAhead(({ sql }) => upsertUserCards(sql, cards));

    return new Map(cards.map(({ user }) => [user.id, user]));
  }
}

function cardsById(rows: readonly UserCardRow[]): Map<string, KnownUserCard> {
  return new Map(rows.filter((row) => row.is_active).map((row) => [row.user_id, userCardOf(row)]));
}

function answeredCardOf(user: UserCardMessage, card: VersionedUserCard): AnsweredUserCard {
  const { locale, version } = card;
  return { user: knownUserOf(user, card), locale: locale?.locale ?? '', version };
}

function knownUserOf(
  { id, username, fullName, profileImageUrl }: UserCardMessage,
  { privacy, locale }: VersionedUserCard,
): KnownUserCard {
  return {
    id,
    username,
    fullName,
    profileImageUrl,
    privacy: userPrivacyOf(privacy),
    calendar: userCalendarOf(locale),
  };
}
