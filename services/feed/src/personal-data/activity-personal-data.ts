import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { PrismaService, type Tx } from '../prisma.service';

/** Each activity is in the feeds of all friends, which are deleted with it. */
const activitiesPerBatch = 5;
const rowsPerBatch = 100;

/** The activities of a user, those of friends in the feed of the user, and what others wrote about the user by name. */
@PersonalDataSource()
export class ActivityPersonalData implements PersonalData<Tx> {
  constructor(private readonly prisma: PrismaService) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('feed_activities', ({ after, take }) =>
      this.prisma.feedActivity.findMany({
        where: { actorId: userId, deletedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { deletedAt: true, shownAt: true },
      }),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    return {
      feed_activities_deleted: await tx.sql.execute(
        'feed_activities_erase',
        `DELETE FROM feed_activities WHERE id IN (
           SELECT id FROM feed_activities WHERE actor_id = $1::uuid LIMIT $2)`,
        [userId, activitiesPerBatch],
      ),
      feed_activity_entries_deleted: await tx.sql.execute(
        'feed_activity_entries_erase',
        `DELETE FROM feed_activity_entries WHERE (user_id, activity_id) IN (
           SELECT user_id, activity_id FROM feed_activity_entries WHERE user_id = $1::uuid LIMIT $2)`,
        [userId, rowsPerBatch],
      ),
      post_mentions_deleted: await tx.sql.execute(
        'post_mentions_erase',
        `DELETE FROM post_mentions WHERE (target_id, user_id) IN (
           SELECT target_id, user_id FROM post_mentions WHERE user_id = $1::uuid LIMIT $2)`,
        [userId, rowsPerBatch],
      ),
      activity_settings_deleted: (await tx.activitySetting.deleteMany({ where: { userId } })).count,
    };
  }
}
