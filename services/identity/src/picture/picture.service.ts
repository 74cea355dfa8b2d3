import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { MediaUses } from '@tribe/projections';
import { type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
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

/** A picture, and the name under which media keeps it until the change is reported. */
interface ReservedPicture extends PictureMedia {
  readonly reservation: string;
}

interface PictureChange {
  readonly picture: Picture;
  readonly media: ReservedPicture | null;
  readonly previous: string | null;
}

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
    // A user can show a picture again while the end of its last use is reported, so each change reserves it on its own.
    const target = `${picture}/${userId}/${newId()}`;
    const media = await this.reserve(mediaId, { ownerId: userId, purpose: picture, target });

    return this.transactions.run((tx) => this.change(tx, caller, picture, media));
  }

  async removePicture(caller: Caller, picture: Picture): Promise<void> {
    await this.access.require(caller);
    await this.transactions.run((tx) => this.change(tx, caller, picture, null));
  }

  private async reserve(
    mediaId: string,
    use: { ownerId: string; purpose: Picture; target: string },
  ): Promise<ReservedPicture> {
    const reserved = (await this.media.reserve([mediaId], use)).get(mediaId);
    settle(decidePicture(reserved?.state));

    return { id: mediaId, url: reserved?.media?.publicUrl ?? '', reservation: use.target };
  }

  private async change(
    tx: Tx,
    caller: Caller,
    picture: Picture,
    media: ReservedPicture | null,
  ): Promise<User> {
    const before = await this.access.requireLocked(tx, caller);
    const previous = mediaIdOf(before, picture);
    const url = media?.url ?? null;

    if (previous === (media?.id ?? null) && urlOf(before, picture) === url) {
      // The reservation of a repeated request must not keep the picture when it is removed.
      if (media) await this.syncMedia(tx, before, { picture, media, previous: null });
      return before;
    }

    const { user } = await this.changes.apply(tx, before.id, {
      user: pictureColumns(picture, media),
    });

    await this.activities.record(tx, {
      userId: user.id,
      type: 'profile_changed',
      metadata: { changed: [`${picture}_image`] },
    });

    await this.syncMedia(tx, user, { picture, media, previous });

    return user;
  }

  private async syncMedia(
    tx: Tx,
    { id: userId, version }: User,
    { picture, media, previous }: PictureChange,
  ): Promise<void> {
    const mediaIds = [previous, media?.id].filter((id) => id !== null && id !== undefined);
    const reservation = media?.reservation;
    const payload: PictureSync = { userId, picture, mediaIds, reservation };

    await this.dueJobs.enqueue(tx, {
      kind: syncPictureJob,
      key: `${userId} ${version} ${reservation ?? ''}`,
      runAt: this.clock.now(),
      payload,
    });
  }
}
