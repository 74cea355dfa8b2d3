import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { MediaUses } from '@tribe/projections';
import { type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import {
  decidePicture,
  mediaIdOf,
  type Picture,
  pictureColumns,
  type PictureMedia,
  urlOf,
} from './picture.rules';
import { type PictureSync, syncPictureJob } from './sync-picture.job';

/** The profile and cover picture of the caller. */
@Injectable()
export class PictureService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly changes: UserChanges,
    private readonly media: MediaUses,
    private readonly activities: ActivityLog,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  async setPicture(caller: Caller, picture: Picture, mediaId: string): Promise<User> {
    const { id: userId } = await this.access.require(caller);
    const media = await this.reserve(mediaId, { ownerId: userId, purpose: picture });
    return this.transactions.run((tx) => this.change(tx, caller, picture, media));
  }

  async removePicture(caller: Caller, picture: Picture): Promise<void> {
    await this.access.require(caller);
    await this.transactions.run((tx) => this.change(tx, caller, picture, null));
  }

  private async reserve(
    mediaId: string,
    use: { ownerId: string; purpose: Picture },
  ): Promise<PictureMedia> {
    const reserved = (await this.media.reserve([mediaId], use)).get(mediaId);
    settle(decidePicture(reserved?.state));

    return { id: mediaId, url: reserved?.media?.publicUrl ?? '' };
  }

  private async change(
    tx: Tx,
    caller: Caller,
    picture: Picture,
    media: PictureMedia | null,
  ): Promise<User> {
    const before = await this.access.requireLocked(tx, caller);
    const previous = mediaIdOf(before, picture);
    const url = media?.url ?? null;
    if (previous === (media?.id ?? null) && urlOf(before, picture) === url) return before;

    const { user } = await this.changes.apply(tx, before.id, {
      user: pictureColumns(picture, media),
    });

    await this.activities.record(tx, {
      userId: user.id,
      type: 'profile_changed',
      metadata: { changed: [`${picture}_image`] },
    });

    await this.syncMedia(tx, user, {
      userId: user.id,
      picture,
      mediaIds: [previous, media?.id].filter((id) => id !== null && id !== undefined),
      // Cards that clients hold still show a replaced picture for a while.
      deleteUnused: media === null,
    });

    return user;
  }

  private async syncMedia(tx: Tx, { id, version }: User, payload: PictureSync): Promise<void> {
    await this.dueJobs.enqueue(tx, {
      kind: syncPictureJob,
      key: `${id} ${version}`,
      runAt: this.clock.now(),
      payload,
    });
  }
}
