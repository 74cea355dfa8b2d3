import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { type CommittedUse, MediaUses } from '@tribe/projections';
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
  /** Under which the change reserved the media after it. */
  reservation: z.string().optional(),
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
    const { mediaIds, reservation, ...of } = pictureSync.parse(payload);
    for (const mediaId of mediaIds) await this.sync({ ...of, mediaId }, reservation);
  }

  private async sync(use: PictureUse, reservation: string | undefined): Promise<void> {
    const { userId: ownerId, picture: purpose, mediaId } = use;
    const target = `${purpose}/${ownerId}`;
    const mediaUse = { mediaId, ownerId, purpose, target, reservation };
    const state = await this.media.report(mediaUse, () => this.useOf(use));
    if (state === 'lost') await this.removal.remove(use);
  }

  private async useOf({ userId, picture, mediaId }: PictureUse): Promise<CommittedUse> {
    const user = await this.prisma.user.findUnique({ where: { id: userId } });
    const shown = user && mediaIdOf(user, picture);
    if (shown === mediaId) return 'used';

    // Cards that clients hold still show a replaced picture for a while.
    return shown === null ? 'ended' : 'replaced';
  }
}
