import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { MediaUrls } from './media-urls';
import { mediaSnapshotted } from './media.events';

/** Publishes the current state of every ready media, for services that start with an empty schema. */
@SnapshotSource()
export class MediaSnapshots implements SnapshotPages {
  constructor(
    private readonly prisma: PrismaService,
    private readonly urls: MediaUrls,
  ) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.media.findMany({
          where: { state: 'ready', ...after },
          orderBy: { id: 'asc' },
          take,
        }),
      (media) => mediaSnapshotted(media, this.urls.publicUrlOf(media)),
    );
  }
}
