import { Injectable } from '@nestjs/common';
import { AppError, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { findMedia, lockMedia, type Media } from './media.queries';

/** Only the user that uploaded a media has access here; other users see it in the views of other services. */
@Injectable()
export class MediaAccess {
  constructor(private readonly database: Database) {}

  /** @throws AppError MEDIA_NOT_FOUND */
  async require(userId: string, mediaId: string): Promise<Media> {
    return check(userId, await findMedia(this.database, mediaId));
  }

  /**
   * Like {@link require}, but locks the media until the end of the transaction. Call it before every write.
   *
   * @throws AppError MEDIA_NOT_FOUND
   */
  async requireLocked(tx: Tx, userId: string, mediaId: string): Promise<Media> {
    return check(userId, await lockMedia(tx, mediaId));
  }
}

function check(userId: string, media: Media | undefined): Media {
  if (media?.ownerId !== userId) throw new AppError(errors.MEDIA_NOT_FOUND);
  return media;
}
