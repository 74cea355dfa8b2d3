import { Injectable } from '@nestjs/common';
import { ModerationMutes } from '@tribe/projections';
import { AppError, Clock, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import { findStory, type ShownStory } from './story.queries';

/** Checks permissions. A story that a user may not see, or that has ended, does not exist. */
@Injectable()
export class StoryAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mutes: ModerationMutes,
  ) {}

  /** @throws AppError SENDER_MUTED */
  async requireUnmuted(userId: string): Promise<void> {
    await this.mutes.requireUnmuted(userId);
  }

  /** @throws AppError STORY_NOT_FOUND */
  async require(userId: string, storyId: string): Promise<ShownStory> {
    const story = await findStory(this.database, userId, this.clock.now(), storyId);
    if (!story) throw new AppError(errors.STORY_NOT_FOUND);

    return story;
  }

  /** @throws AppError STORY_NOT_FOUND, PERMISSION_DENIED for a story of another user */
  async requireOwn(userId: string, storyId: string): Promise<ShownStory> {
    const story = await this.require(userId, storyId);
    if (story.userId !== userId) throw new AppError(errors.PERMISSION_DENIED);

    return story;
  }
}
