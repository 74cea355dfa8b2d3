import { Injectable } from '@nestjs/common';
import { Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import { lockUser } from '../user/user.queries';
import { mediaIdOf, type Picture, pictureColumns } from './picture.rules';

/** A picture of a user, and the media that it shows. */
export interface PictureUse {
  readonly userId: string;
  readonly picture: Picture;
  readonly mediaId: string;
}

/** Stops showing pictures whose media is gone. */
@Injectable()
export class PictureRemoval {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly changes: UserChanges,
  ) {}

  async remove(use: PictureUse): Promise<void> {
    await this.transactions.run((tx) => this.removeIn(tx, use));
  }

  /** Changes nothing when the user shows another picture. */
  async removeIn(tx: Tx, { userId, picture, mediaId }: PictureUse): Promise<void> {
    const user = await lockUser(tx, userId);
    if (!user || mediaIdOf(user, picture) !== mediaId) return;
    await this.changes.applyEvenIfInactive(tx, userId, { user: pictureColumns(picture, null) });
  }
}
