import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Database, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { MediaAccess } from './media-access';
import { variantKeysOf } from './media-kind.rules';
import { MediaRemoval } from './media-removal';
import { MediaUrls } from './media-urls';
import type { PictureParams } from './media.dto';
import { findMedia } from './media.queries';
import { mediaView } from './media.view';

@Injectable()
export class MediaService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly access: MediaAccess,
    private readonly removal: MediaRemoval,
    private readonly urls: MediaUrls,
  ) {}

  async getMedia({ userId }: Caller, mediaId: string) {
    const media = await this.access.require(userId, mediaId);
    return mediaView(media, await this.urls.of(media));
  }

  /**
   * Returns a signed URL of a public picture.
   *
   * @throws AppError MEDIA_NOT_FOUND
   */
  async getPicture({ userId, purpose, mediaId, file }: PictureParams): Promise<string> {
    const media = await findMedia(this.database, mediaId);
    const key = `users/${userId}/${purpose}/${mediaId}/${file}`;
    if (media?.state !== 'ready' || !variantKeysOf(media).includes(key))
      throw new AppError(errors.MEDIA_NOT_FOUND);

    return this.urls.signedUrlOf(key);
  }

  async deleteMedia({ userId }: Caller, mediaId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const media = await this.access.requireLocked(tx, userId, mediaId);
      if (media.state !== 'deleted') await this.removal.delete(tx, media);
    });
  }
}
