import { Injectable } from '@nestjs/common';
import { AppError, Clock, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import { MediaClient } from '../media/media-client';
import { findShown, type ShownPost } from './post.queries';
import { postView } from './post.view';

/** Builds what a viewer sees of posts. Not for use inside transactions. */
@Injectable()
export class PostViews {
  constructor(
    private readonly database: Database,
    private readonly media: MediaClient,
    private readonly clock: Clock,
  ) {}

  async of(rows: readonly ShownPost[]) {
    const ready = rows.filter(({ mediaState }) => mediaState === 'ready');
    const urls = await this.media.urlsOf(ready.flatMap(({ mediaId }) => mediaId ?? []));
    const now = this.clock.now();

    return rows.map((row) => postView(row, urls, now));
  }

  /** @throws AppError POST_NOT_FOUND when the post was deleted since it was found */
  async ofOne(viewerId: string, postId: string) {
    const row = (await findShown(this.database, viewerId, [postId])).get(postId);
    const [view] = row ? await this.of([row]) : [];
    if (!view) throw new AppError(errors.POST_NOT_FOUND);

    return view;
  }
}
