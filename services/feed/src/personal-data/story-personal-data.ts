import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';
import { StoryService } from '../story/story.service';
import { eraseViews, listOwnViews } from './erased-views';

const rowsPerBatch = 100;
/** A story takes the views of all friends with it. */
const storiesPerBatch = 20;

/** The stories of a user, which end by themselves, and the stories that the user has seen. */
@PersonalDataSource()
export class StoryPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly stories: StoryService,
  ) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('stories', ({ after, take }) =>
      this.prisma.story.findMany({ where: { userId, ...after }, orderBy: { id: 'asc' }, take }),
    );
    yield* sectionById('story_views', ({ after, take }) =>
      listOwnViews(this.prisma.sql, userId, after, take),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const stories = await tx.story.findMany({
      where: { userId },
      orderBy: { id: 'asc' },
      take: storiesPerBatch,
      select: { id: true, userId: true, mediaId: true },
    });
    for (const story of stories) await this.stories.remove(tx, story);

    return {
      stories_deleted: stories.length,
      story_views_deleted: await eraseViews(tx.sql, userId, rowsPerBatch),
    };
  }
}
