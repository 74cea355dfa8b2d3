import { Injectable } from '@nestjs/common';
import { MediaService, type ReservedMedia } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';

const deadlineMs = 2_000;
/** More changes of a use than this in so short a time are tried again later. */
const maxRounds = 10;

/** The use of a media by a service. */
export interface MediaUse {
  readonly mediaId: string;
  /** The user that uploaded the media. */
  readonly ownerId: string;
  /** For what it was uploaded: `profile`, `message`. */
  readonly purpose: string;
  /** Identifies the use in the service, at most 150 characters: `profile/<user id>`. */
  readonly target: string;
  /** Under which the change reserved the media, if that is not the target: a use that can begin again needs another. */
  readonly reservation?: string | undefined;
}

/** The use of a media by the committed rows. Unused media is deleted at once after `ended`, and a day after `replaced`. */
export type CommittedUse = 'used' | 'replaced' | 'ended';

/** Whether a use is kept, has ended, or was lost because the media is gone. */
export type MediaUseState = 'kept' | 'ended' | 'lost';

/** An answer of media. The state is undefined when another use has begun meanwhile. */
interface Reported {
  readonly state: MediaUseState | undefined;
  readonly usesVersion: bigint;
}

/**
 * Keeps the media that a service uses. A change reserves media before its transaction, and records a due job in it; the job
 * calls {@link report}, which attaches or detaches the media according to the committed rows. So no crash leaves a used
 * media that is deleted, or an unused one that stays.
 *
 * No method may be called inside a transaction.
 */
@Calls(
  MediaService.method.reserveMedia,
  MediaService.method.attachMedia,
  MediaService.method.detachMedia,
)
@Injectable()
export class MediaUses {
  constructor(private readonly rpc: Rpc) {}

  /**
   * Returns those of at most 20 media that a user has uploaded for a purpose, by id. They are kept for at least a day, also
   * when their other uses end.
   *
   * @throws AppError SERVICE_UNAVAILABLE when media does not answer
   */
  async reserve(
    mediaIds: readonly string[],
    { ownerId, purpose, target }: Pick<MediaUse, 'ownerId' | 'purpose' | 'target'>,
  ): Promise<Map<string, ReservedMedia>> {
    const answer = await this.rpc
      .client(MediaService)
      .reserveMedia({ mediaIds: [...mediaIds], ownerId, purpose, target }, { deadlineMs });

    return new Map(answer.media.map((reserved) => [reserved.media?.id ?? '', reserved]));
  }

  /**
   * Attaches or detaches a media. Jobs of several changes may run at once and in any order, so that this is repeated until
   * the use is the same before and after, and a late call ends no use that has begun since it read the rows.
   *
   * @param readUse reads the committed rows
   * @throws AppError when media does not answer
   */
  async report(use: MediaUse, readUse: () => Promise<CommittedUse>): Promise<MediaUseState> {
    let reported: Reported = { state: undefined, usesVersion: 0n };

    for (let round = 0; round < maxRounds; round++) {
      const committed = await readUse();
      const { state } = reported;
      const isSettled = state !== undefined && (committed === 'used') === (state !== 'ended');
      if (isSettled) return this.release(use, committed, state);
      reported = await this.tell(use, committed, reported.usesVersion);
    }

    throw new Error('The use of a media changes all the time');
  }

  private async tell(
    use: MediaUse,
    committed: CommittedUse,
    usesVersion: bigint,
  ): Promise<Reported> {
    const client = this.rpc.client(MediaService);

    if (committed === 'used') {
      const answer = await client.attachMedia(use, { deadlineMs });
      return { state: answer.attached ? 'kept' : 'lost', usesVersion: answer.usesVersion };
    }

    const { mediaId, target } = use;
    const deleteUnused = committed === 'ended';
    const end = { mediaId, target, deleteUnused, usesVersion };
    const answer = await client.detachMedia(end, { deadlineMs });

    return { state: answer.detached ? 'ended' : undefined, usesVersion: answer.usesVersion };
  }

  /** Ends a reservation after the use has begun, so that it cannot keep the media any longer. */
  private async release<State extends MediaUseState>(
    { mediaId, reservation: target }: MediaUse,
    committed: CommittedUse,
    state: State,
  ): Promise<State> {
    if (target === undefined) return state;
    const deleteUnused = committed === 'ended';

    await this.rpc
      .client(MediaService)
      .detachMedia({ mediaId, target, deleteUnused }, { deadlineMs });

    return state;
  }
}
