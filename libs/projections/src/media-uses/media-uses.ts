import { Injectable } from '@nestjs/common';
import { MediaService, type ReservedMedia } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';

const deadlineMs = 2_000;

/** The use of a media by a service. */
export interface MediaUse {
  readonly mediaId: string;
  /** The user that uploaded the media. */
  readonly ownerId: string;
  /** For what it was uploaded: `profile`, `message`. */
  readonly purpose: string;
  /** Identifies the use in the service, at most 150 characters: `profile/<user id>`. */
  readonly target: string;
}

/** Whether a use is kept, has ended, or was lost because the media is gone. */
export type MediaUseState = 'kept' | 'ended' | 'lost';

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
   * Returns those of at most 20 media that a user has uploaded for a purpose, by id. Ready ones are kept for at least a day.
   *
   * @throws AppError SERVICE_UNAVAILABLE when media does not answer
   */
  async reserve(
    mediaIds: readonly string[],
    { ownerId, purpose }: Pick<MediaUse, 'ownerId' | 'purpose'>,
  ): Promise<Map<string, ReservedMedia>> {
    const answer = await this.rpc
      .client(MediaService)
      .reserveMedia({ mediaIds: [...mediaIds], ownerId, purpose }, { deadlineMs });

    return new Map(answer.media.map((reserved) => [reserved.media?.id ?? '', reserved]));
  }

  /**
   * Attaches or detaches a media. Jobs of several changes may run at once, so that this is repeated until the use is the
   * same before and after.
   *
   * @param isUsed reads the committed use
   * @param deleteUnused deletes the media at once when its last use has ended, instead of after a day
   * @throws AppError when media does not answer
   */
  async report(
    use: MediaUse,
    isUsed: () => Promise<boolean>,
    { deleteUnused }: { deleteUnused: boolean },
  ): Promise<MediaUseState> {
    let state: MediaUseState | undefined;

    for (let used = await isUsed(); ; used = await isUsed()) {
      if (state !== undefined && used === (state !== 'ended')) return state;
      state = used ? await this.attach(use) : await this.detach(use, deleteUnused);
    }
  }

  private async attach(use: MediaUse): Promise<MediaUseState> {
    const { attached } = await this.rpc.client(MediaService).attachMedia(use, { deadlineMs });
    return attached ? 'kept' : 'lost';
  }

  private async detach(
    { mediaId, target }: MediaUse,
    deleteUnused: boolean,
  ): Promise<MediaUseState> {
    await this.rpc
      .client(MediaService)
      .detachMedia({ mediaId, target, deleteUnused }, { deadlineMs });
    return 'ended';
  }
}
