import { Injectable } from '@nestjs/common';
import type { MediaUrls } from '@tribe/contracts';
import { MediaLinks } from '@tribe/projections';
import { AppError, Clock, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import { findShown, type ShownPost } from './post.queries';
import { postView } from './post.view';

/** Builds what a viewer sees of posts. Not for use inside transactions. */
@Injectable()
export class PostViews {
  constructor(
    private readonly database: Database,
    private readonly links: MediaLinks,
    private readonly clock: Clock,
  ) {}

  async of(rows: readonly ShownPost[]) {
    const ready = rows.filter(({ mediaState }) => mediaState === 'ready');
    return this.show(rows, await this.links.of(ready.flatMap(({ mediaId }) => mediaId ?? [])));
  }

  /**
   * @param known the URLs of its media, when they were asked for before a change whose transaction may still be open
   * @throws AppError POST_NOT_FOUND when the post was deleted since it was found
   */
  async ofOne(viewerId: string, postId: string, known?: ReadonlyMap<string, MediaUrls>) {
    const row = (await findShown(this.database, viewerId, [postId])).get(postId);
    if (!row) throw new AppError(errors.POST_NOT_FOUND);
    const [view] = known ? this.show([row], known) : await this.of([row]);

    return view as NonNullable<typeof view>;
  }

  private show(rows: readonly ShownPost[], urls: ReadonlyMap<string, MediaUrls>) {
    const now = this.clock.now();
    return rows.map((row) => postView(row, urls, now));
  }
}
