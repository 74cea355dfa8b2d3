import { Injectable } from '@nestjs/common';
import { DueJob } from '@tribe/jobs';
import { MediaUses } from '@tribe/projections';
import { Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { type ShownMedia, syncMediaKind, targetOf } from '../media/media-keeper';
import { findPost } from '../post/post.queries';
import { hasStory } from '../story/story.queries';

const shownMedia = z.object({
  mediaId: id,
  ownerId: id,
  purpose: z.enum(['post', 'story']),
  id,
});

/** Tells media which of them posts and stories show, after the commit of a change. */
@Injectable()
export class SyncMediaJob {
  constructor(
    private readonly database: Database,
    private readonly media: MediaUses,
  ) {}

  // With waits of up to 15 minutes, for about a day: media keeps a reserved media for as long.
  @DueJob(syncMediaKind, { maxAttempts: 100 })
  async sync({ payload }: { payload: unknown }): Promise<void> {
    const shown = shownMedia.parse(payload);
    const use = { ...shown, target: targetOf(shown) };
    // A media that is lost has an event, after which the post or story is not shown.
    await this.media.report(use, async () => ((await this.isShown(shown)) ? 'used' : 'ended'));
  }

  private async isShown({ purpose, id: shownBy }: ShownMedia): Promise<boolean> {
    if (purpose === 'story') return hasStory(this.database, shownBy);

    return (await findPost(this.database, shownBy)) !== undefined;
  }
}
