import { Injectable } from '@nestjs/common';
import { Clock, Database, dayMs, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { MediaRemoval } from './media-removal';
import { beginUse, endUse, reserveMedia, usesOf } from './media-uses.queries';
import { findAllMedia, lockMedia, type Media } from './media.queries';

/** A user's media for a purpose. */
export interface Owned {
  readonly ownerId: string;
  readonly purpose: string;
}

/** A use of a media, or one that is expected to begin. */
interface Use {
  readonly mediaId: string;
  readonly target: string;
}

const attachable = ['uploading', 'processing', 'ready'];

/** Keeps media as long as other services use them, or are about to. */
@Injectable()
export class MediaUses {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly removal: MediaRemoval,
    private readonly clock: Clock,
  ) {}

  /** Returns those media that a user uploaded for a purpose, and keeps them for a day for a use that may begin. */
  async reserve(mediaIds: readonly string[], target: string, owned: Owned): Promise<Media[]> {
    const found = [...(await findAllMedia(this.database, mediaIds)).values()];
    const usable = found.filter((media) => mayAttach(media, owned));
    if (usable.length === 0) return [];
    const now = this.clock.now();
    const until = new Date(now.getTime() + dayMs);
    const ids = usable.map(({ id }) => id);
    const kept = new Set(await reserveMedia(this.database, ids, { target, now, until }));

    return usable.filter(({ id }) => kept.has(id));
  }

  /** Begins a use, and returns the media; undefined when the user has no such media. */
  begin({ mediaId, target }: Use, owned: Owned): Promise<Media | undefined> {
    return this.transactions.run(async (tx) => {
      const media = await lockMedia(tx, mediaId);
      if (!media || !mayAttach(media, owned)) return undefined;
      await beginUse(tx, { mediaId, target, now: this.clock.now() });

      return { ...media, usesVersion: media.usesVersion + 1n };
    });
  }

  /**
   * Ends a use, or its reservation.
   *
   * @param ifVersion the version of the uses, when a use that has begun since must be kept
   * @returns whether the media had this version, and the present version
   */
  end(
    { mediaId, target }: Use,
    { deleteUnused, ifVersion }: { deleteUnused: boolean; ifVersion: bigint | undefined },
  ): Promise<{ detached: boolean; usesVersion: bigint }> {
    return this.transactions.run(async (tx) => {
      const media = await lockMedia(tx, mediaId);
      if (!media) return { detached: true, usesVersion: 0n };
      const { usesVersion } = media;
      if (ifVersion !== undefined && ifVersion !== usesVersion)
        return { detached: false, usesVersion };
      if (await endUse(tx, mediaId, target)) await this.endUnused(tx, media, deleteUnused);

      return { detached: true, usesVersion };
    });
  }

  private async endUnused(tx: Tx, media: Media, now: boolean): Promise<void> {
    if (!attachable.includes(media.state)) return;
    const { begun, reservedUntil } = await usesOf(tx, media.id, this.clock.now());
    if (begun > 0) return;
    if (now && reservedUntil === null) return this.removal.delete(tx, media);
    if (media.state !== 'ready') return;
    const tomorrow = new Date(this.clock.now().getTime() + dayMs);
    const expiresAt = now ? reservedUntil : tomorrow;
    await tx.media.update({ where: { id: media.id }, data: { expiresAt }, select: { id: true } });
  }
}

function mayAttach(media: Media, { ownerId, purpose }: Owned): boolean {
  return media.ownerId === ownerId && media.purpose === purpose && attachable.includes(media.state);
}
