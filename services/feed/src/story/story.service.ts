import { Injectable } from '@nestjs/common';
import { MediaLinks, VisibleCards } from '@tribe/projections';
import {
  type Caller,
  Clock,
  Database,
  dayMs,
  newId,
  Pages,
  positionAt,
  Transactions,
} from '@tribe/service-kit';
import { MediaKeeper } from '../media/media-keeper';
import { noteMedia } from '../media/media.queries';
import type { Tx } from '../prisma.service';
import { StoryAccess } from './story-access';
import type { CreateStoryBody, ListStoryViewsQuery } from './story.dto';
import {
  countStoryViewers,
  listStories,
  listStoryViewers,
  noteStoryViewer,
  type ShownStory,
} from './story.queries';
import { groupStories } from './story.rules';
import { storyView, storyViewerView, userStoriesView } from './story.view';

/** Stories: pictures that friends see for a day. */
@Injectable()
export class StoryService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly access: StoryAccess,
    private readonly keeper: MediaKeeper,
    private readonly links: MediaLinks,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async createStory({ userId }: Caller, body: CreateStoryBody) {
    await this.access.requireUnmuted(userId);
    const createdAt = this.clock.now();
    const id = newId();
    const { media_id: mediaId, media_type: mediaType, duration } = body;
    const shown = { mediaId, ownerId: userId, purpose: 'story', id } as const;
    const isReady = await this.keeper.reserve(shown);
    // Before the transaction, which with an Idempotency-Key is open until the response.
    const urls = await this.links.of(isReady ? [mediaId] : []);
    const expiresAt = new Date(createdAt.getTime() + dayMs);

    await this.transactions.run(async (tx) => {
      await noteMedia(tx.sql, mediaId, isReady);
      const data = { id, userId, mediaId, mediaType, duration, expiresAt, createdAt };
      await tx.story.create({ data, select: { id: true } });
      await this.keeper.report(tx, shown, 'begins');
    });

    return storyView(await this.access.require(userId, id), urls);
  }

  async listStories({ userId }: Caller) {
    const rows = await listStories(this.database, userId, this.clock.now());

    const [urls, cards] = await Promise.all([
      this.urlsOf(rows),
      this.cards.get(
        userId,
        rows.map((row) => row.userId),
      ),
    ]);

    const groups = groupStories(rows, userId);

    return { stories: groups.map((group) => userStoriesView(group, cards, urls)) };
  }

  async getStory({ userId }: Pick<Caller, 'userId'>, storyId: string) {
    const story = await this.access.require(userId, storyId);
    return storyView(story, await this.urlsOf([story]));
  }

  async deleteStory({ userId }: Caller, storyId: string): Promise<void> {
    const story = await this.access.requireOwn(userId, storyId);
    await this.transactions.run((tx) => this.remove(tx, story));
  }

  /** Deletes a story, if it still exists. */
  async remove(
    tx: Tx,
    { id, userId: ownerId, mediaId }: Pick<ShownStory, 'id' | 'userId' | 'mediaId'>,
  ): Promise<void> {
    const { count } = await tx.story.deleteMany({ where: { id } });
    if (count > 0) await this.keeper.report(tx, { mediaId, ownerId, purpose: 'story', id }, 'ends');
  }

  /** Counts a viewer once, and the author never. */
  async viewStory({ userId }: Caller, storyId: string) {
    const story = await this.access.require(userId, storyId);
    // Before the transaction, which locks the story and with an Idempotency-Key is open until the response.
    const urls = await this.urlsOf([story]);
    const view = { storyId, viewerId: userId };
    if (!story.isViewed)
      await this.transactions.run((tx) => noteStoryViewer(tx.sql, view, this.clock.now()));

    return storyView(await this.access.require(userId, storyId), urls);
  }

  async listViews({ userId: authorId }: Caller, storyId: string, query: ListStoryViewsQuery) {
    await this.access.requireOwn(authorId, storyId);
    const list = { storyId, authorId };

    const { rows, pagination } = await this.pages.read('story-views', query, {
      rows: (window) => listStoryViewers(this.database, list, window),
      total: () => countStoryViewers(this.database, list),
      position: ({ viewedAt, viewerId }) => positionAt(viewedAt, viewerId),
    });

    const cards = await this.cards.get(
      authorId,
      rows.map(({ viewerId }) => viewerId),
    );

    return { views: rows.map((row) => storyViewerView(row, cards)), pagination };
  }

  private urlsOf(rows: readonly ShownStory[]) {
    const ready = rows.filter(({ mediaState }) => mediaState === 'ready');
    return this.links.of(ready.map(({ mediaId }) => mediaId));
  }
}
