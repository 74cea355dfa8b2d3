import { Injectable } from '@nestjs/common';
import { type Caller, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { MediaAccess } from './media-access';
import { MediaRemoval } from './media-removal';
import { MediaUrls } from './media-urls';
import { mediaView } from './media.view';

@Injectable()
export class MediaService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: MediaAccess,
    private readonly removal: MediaRemoval,
    private readonly urls: MediaUrls,
  ) {}

  async getMedia({ userId }: Caller, mediaId: string) {
    const media = await this.access.require(userId, mediaId);
    return mediaView(media, await this.urls.of(media));
  }

  async deleteMedia({ userId }: Caller, mediaId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const media = await this.access.requireLocked(tx, userId, mediaId);
      if (media.state !== 'deleted') await this.removal.delete(tx, media);
    });
  }
}
