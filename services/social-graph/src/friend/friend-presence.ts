import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Injectable } from '@nestjs/common';
import { PresenceService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, Database, Logger, RowBatcher } from '@tribe/service-kit';
import { filterHidingPresence } from './presence.queries';

export interface Presence {
  readonly isOnline: boolean;
  readonly lastSeenAt: Date | undefined;
}

/** Unknown presence counts as offline. */
export const offline: Presence = { isOnline: false, lastSeenAt: undefined };

const deadlineMs = 300;
/** Maximum number of users per call to realtime. */
const usersPerCall = 1_000;

/** Asks realtime which users are online. A list of friends is useful without it, so a missing answer is no error. */
@Calls(PresenceService.method.getPresence)
@Injectable()
export class FriendPresence {
  private readonly logger: Logger;
  private readonly asked = new RowBatcher<string, Presence>(
    (userIds) => this.ask(userIds),
    usersPerCall,
  );

  constructor(
    private readonly rpc: Rpc,
    private readonly database: Database,
    logger: Logger,
  ) {
    this.logger = logger.for('FriendPresence');
  }

  /** Presence by user id. A user without an entry is {@link offline}; users who hide their presence have none. */
  async get(userIds: string[]): Promise<Map<string, Presence>> {
    if (userIds.length === 0) return new Map();

    const [presences, hiding] = await Promise.all([
      this.ofAll(userIds),
      filterHidingPresence(this.database, userIds),
    ]);

    for (const id of hiding) presences.delete(id);

    return presences;
  }

  /**
   * Like {@link get}, including users who hide their presence: the caller leaves those out. Lists that are read at the same
   * time share a call.
   */
  async ofAll(userIds: readonly string[]): Promise<Map<string, Presence>> {
    const found = await Promise.all(userIds.map((userId) => this.asked.get(userId)));
    return new Map(userIds.flatMap((userId, index) => entryOf(userId, found[index])));
  }

  private async ask(userIds: string[]): Promise<Map<string, Presence>> {
    try {
      const { presences } = await this.rpc
        .client(PresenceService)
        .getPresence({ userIds }, { deadlineMs });
      return new Map(
        presences.map(({ userId, isOnline, lastSeenAt }) => [
          userId,
          { isOnline, lastSeenAt: lastSeenAt && timestampDate(lastSeenAt) },
        ]),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ err: error }, 'presence is not available, friends are shown as offline');
      return new Map();
    }
  }
}

function entryOf(userId: string, presence: Presence | undefined): [string, Presence][] {
  return presence ? [[userId, presence]] : [];
}
