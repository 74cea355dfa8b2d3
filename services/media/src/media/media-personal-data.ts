import { EventPublisher } from '@tribe/events';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';
import { MediaRemoval } from './media-removal';
import { MediaUrls } from './media-urls';
import { mediaDeleted } from './media.events';
import type { Media } from './media.queries';

const rowsPerBatch = 100;

/** Uses of which the owner may learn: not those by reports, which only moderators know, nor those that have not begun. */
const ownUses = { reservedUntil: null, NOT: { target: { startsWith: 'social-graph report/' } } };

/** The media of a user, with URLs, and their objects. */
@PersonalDataSource()
export class MediaPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
    private readonly removal: MediaRemoval,
    private readonly urls: MediaUrls,
  ) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('media', async ({ after, take }) => {
      const rows = await this.prisma.media.findMany({
        where: { ownerId: userId, ...after },
        orderBy: { id: 'asc' },
        take,
        include: { attachments: { where: ownUses, select: { target: true, attachedAt: true } } },
      });

      return Promise.all(rows.map((row) => this.exported(row)));
    });
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const rows = await tx.media.findMany({
      where: { ownerId: userId },
      orderBy: { id: 'asc' },
      take: rowsPerBatch,
    });

    for (const media of rows) await this.removal.deleteObjects(tx, media);
    const known = rows.filter(({ state }) => state !== 'deleted');
    const events = known.map((media) => mediaDeleted({ ...media, version: media.version + 1n }));
    await this.events.publish(tx, events);

    const { count } = await tx.media.deleteMany({
      where: { id: { in: rows.map(({ id }) => id) } },
    });

    return { media: count };
  }

  private async exported(row: Media & { attachments: object[] }) {
    const { version: _version, usesVersion: _uses, ...shown } = row;
    const { expiresAt: _expiresAt, variants: _variants, ...media } = shown;
    const { variants, url } = await this.urls.of(row);

    return { ...media, url: url ?? variants[0]?.url ?? null };
  }
}
