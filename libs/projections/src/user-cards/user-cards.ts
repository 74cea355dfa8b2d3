import { Injectable } from '@nestjs/common';
import {
  type UserCard as UserCardMessage,
  UserDirectoryService,
  type UserPrivacy,
} from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { AppError, type Caller, commonErrors, Database, Logger } from '@tribe/service-kit';
import { type KnownUserCard, type UserCard, userCardOf, type UserCardRow } from './user-card';
import { selectUserCards, upsertUserCards } from './user-card.queries';
import { userPrivacyOf } from './user-privacy';

/** Most ids one call takes. */
const mostIds = 5_000;
/** What identity answers at most in one go. */
const idsPerQuestion = 100;
/** Somebody who asks for more unknown users than this gets the rest with the next request. */
const mostQuestions = 5;
const deadlineMs = 500;

/**
 * Names and faces of users, and what they let others see and do, from a table of this service that follows identity's
 * events. A user whose event has not arrived yet is asked for, so somebody who registered a moment ago is known at once.
 *
 * Never call it inside a transaction: it may wait for another service.
 *
 * @example
 * const cards = await this.userCards.get(friends.map(({ friendId }) => friendId));
 * cards.get(friendId)?.fullName
 */
@Injectable()
export class UserCards {
  private readonly logger: Logger;

  constructor(
    private readonly database: Database,
    private readonly rpc: Rpc,
    logger: Logger,
  ) {
    this.logger = logger.for('UserCards');
  }

  /**
   * Cards by user id. Users that do not exist or are not active have none, nor has one who is not known here while
   * identity does not answer.
   *
   * @param userIds at most 5000; repetitions do not count
   * @throws RangeError for more
   */
  async get(userIds: Iterable<string>): Promise<Map<string, KnownUserCard>> {
    const ids = [...new Set(userIds)];
    if (ids.length > mostIds)
      throw new RangeError(`at most ${mostIds} user cards can be asked for at once`);
    if (ids.length === 0) return new Map();
    const rows = await selectUserCards(this.database, ids);
    const cards = cardsById(rows);
    if (rows.length === ids.length) return cards;
    const known = new Set(rows.map((row) => row.user_id));
    const asked = await this.askIdentity(ids.filter((id) => !known.has(id)));
    for (const card of asked) cards.set(card.id, card);
    return cards;
  }

  /** The card of the caller of a request. Their token names them as long as no card has arrived. */
  async ofCaller(caller: Caller): Promise<UserCard> {
    const { userId: id, username } = caller;
    const card = (await this.get([id])).get(id);
    return card ?? { id, username, fullName: username };
  }

  /**
   * The card of one user.
   *
   * @throws AppError USER_NOT_FOUND
   */
  async require(userId: string): Promise<KnownUserCard> {
    const card = (await this.get([userId])).get(userId);
    if (!card) throw new AppError(commonErrors.USER_NOT_FOUND);
    return card;
  }

  private async askIdentity(userIds: readonly string[]): Promise<KnownUserCard[]> {
    const questions: string[][] = [];
    for (
      let start = 0;
      start < userIds.length && questions.length < mostQuestions;
      start += idsPerQuestion
    ) {
      questions.push(userIds.slice(start, start + idsPerQuestion));
    }
    return (await Promise.all(questions.map((ids) => this.askFor(ids)))).flat();
  }

  private async askFor(userIds: string[]): Promise<KnownUserCard[]> {
    try {
      const answer = await this.rpc
        .client(UserDirectoryService)
        .getUserCards({ userIds }, { deadlineMs: deadlineMs });
      const cards = answer.cards.flatMap(({ user, version, privacy }) =>
        user ? [{ user: knownUserOf(user, privacy), version }] : [],
      );
      if (cards.length > 0) await upsertUserCards(this.database, cards);
      return cards.map(({ user }) => user);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn(
        { err: error, users: userIds.length },
        'identity did not answer, unknown users stay unknown',
      );
      return [];
    }
  }
}

function cardsById(rows: readonly UserCardRow[]): Map<string, KnownUserCard> {
  return new Map(rows.filter((row) => row.is_active).map((row) => [row.user_id, userCardOf(row)]));
}

function knownUserOf(
  { id, username, fullName, profileImageUrl }: UserCardMessage,
  privacy: UserPrivacy | undefined,
) {
  return { id, username, fullName, profileImageUrl, privacy: userPrivacyOf(privacy) };
}
