import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { MediaUses } from '@tribe/projections';
import { AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';

export const syncMediaKind = 'feed-sync-media-v1';

/** A media, and the post or story that shows it. */
export interface ShownMedia {
  readonly mediaId: string;
  /** The user that uploaded it. */
  readonly ownerId: string;
  readonly purpose: 'post' | 'story';
  /** The id of the post or story. */
  readonly id: string;
}

/** Keeps media as long as their posts and stories exist (ADR 0025). */
@Injectable()
export class MediaKeeper {
  constructor(
    private readonly media: MediaUses,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks the media of a new post or story. One that is still processed is shown later. Not for use inside transactions.
   *
   * @returns whether the media is ready
   * @throws AppError MEDIA_NOT_USABLE; SERVICE_UNAVAILABLE when media does not answer
   */
  async reserve(shown: ShownMedia): Promise<boolean> {
    const use = { ...shown, target: targetOf(shown) };
    const found = (await this.media.reserve([shown.mediaId], use)).get(shown.mediaId);
    if (!found) throw new AppError(errors.MEDIA_NOT_USABLE);

    return found.state === 'ready';
  }

  /** Has media told of a use that begins or ends with the transaction. */
  async report(tx: Tx, shown: ShownMedia, change: 'begins' | 'ends'): Promise<void> {
    await this.dueJobs.enqueue(tx, {
      kind: syncMediaKind,
      key: `${shown.id} ${change}`,
      runAt: this.clock.now(),
      payload: shown,
    });
  }
}

/** The use of a media, in the calls of media. */
export function targetOf({ purpose, id }: Pick<ShownMedia, 'purpose' | 'id'>): string {
  return `${purpose}/${id}`;
}
