import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { MediaUses } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { PrismaService } from '../prisma.service';
import { PictureRemoval, type PictureUse } from './picture-removal';
import { mediaIdOf, pictures } from './picture.rules';

export const syncPictureJob = 'identity-sync-picture-v1';

const pictureSync = z.object({
  userId: id,
  picture: z.enum(pictures),
  /** The media before and after a change. */
  mediaIds: z.array(id).max(2),
  deleteUnused: z.boolean(),
});
export type PictureSync = z.infer<typeof pictureSync>;

/** Tells media which pictures are shown, after the commit of a change. */
@Injectable()
export class SyncPictureJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly media: MediaUses,
    private readonly removal: PictureRemoval,
  ) {}

  // With waits of up to 15 minutes, for about a day: media keeps a reserved picture for as long.
  @DueJob(syncPictureJob, { maxAttempts: 100 })
  async syncPicture({ payload }: DueJobOf<unknown>): Promise<void> {
    const { mediaIds, deleteUnused, ...of } = pictureSync.parse(payload);
    for (const mediaId of mediaIds) await this.sync({ ...of, mediaId }, deleteUnused);
  }

  private async sync(use: PictureUse, deleteUnused: boolean): Promise<void> {
    const { userId: ownerId, picture: purpose, mediaId } = use;
    const target = `${purpose}/${ownerId}`;

    const state = await this.media.report(
      { mediaId, ownerId, purpose, target },
      () => this.isShown(use),
      { deleteUnused },
    );

    if (state === 'lost') await this.removal.remove(use);
  }

  private async isShown({ userId, picture, mediaId }: PictureUse): Promise<boolean> {
    const user = await this.prisma.user.findUnique({ where: { id: userId } });
    return user !== null && mediaIdOf(user, picture) === mediaId;
  }
}
