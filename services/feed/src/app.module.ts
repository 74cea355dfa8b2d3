import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule, PurgesModule } from '@tribe/jobs';
import { PersonalDataModule } from '@tribe/personal-data';
import {
  MediaLinks,
  MediaUses,
  ModerationMutesModule,
  ProfileSight,
  RelationshipsModule,
  RevokedSessionsModule,
  UserCardsModule,
  VisibleCards,
} from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { Activities } from './activity/activities';
import { ActivitySettingProjection } from './activity/activity-setting.projection';
import { OnAchievementEarnedConsumer } from './activity/on-achievement-earned.consumer';
import { OnGoalProgressConsumer } from './activity/on-goal-progress.consumer';
import { CommentAccess } from './comment/comment-access';
import { CommentListService } from './comment/comment-list.service';
import { CommentController } from './comment/comment.controller';
import { CommentService } from './comment/comment.service';
import { EntryBatches } from './feed/entry-batches';
import { FanOutActivityJob } from './feed/fan-out-activity.job';
import { FanOutPostJob } from './feed/fan-out-post.job';
import { FeedController } from './feed/feed.controller';
import { FeedService } from './feed/feed.service';
import { FriendsPostsController } from './feed/friends-posts.controller';
import { HomeFeed } from './feed/home-feed';
import { OnFriendshipChangedConsumer } from './feed/on-friendship-changed.consumer';
import { RankedFeed } from './feed/ranked-feed';
import { UpdateFriendFeedsJob } from './feed/update-friend-feeds.job';
import { GoalCardProjection } from './goal/goal-card.projection';
import { GoalLinks } from './goal/goal-links';
import { LikeController } from './like/like.controller';
import { LikeService } from './like/like.service';
import { MediaKeeper } from './media/media-keeper';
import { OnTextWrittenConsumer } from './mention/on-text-written.consumer';
import { OnModerationActionConsumer } from './moderation/on-moderation-action.consumer';
import { ReportTargets } from './moderation/report-targets';
import { ReportRpc } from './moderation/report.rpc';
import { People } from './people/people';
import { ActivityPersonalData } from './personal-data/activity-personal-data';
import { FeedPersonalData } from './personal-data/feed-personal-data';
import { StoryPersonalData } from './personal-data/story-personal-data';
import { AuthorPostsController } from './post/author-posts.controller';
import { PostAccess } from './post/post-access';
import { PostAccessRpc } from './post/post-access.rpc';
import { PostListService } from './post/post-list.service';
import { PostPublication } from './post/post-publication';
import { PostViews } from './post/post-views';
import { PostController } from './post/post.controller';
import { PostService } from './post/post.service';
import { PostSnapshots } from './post/post.snapshots';
import { PurgePostsJob } from './post/purge-posts.job';
import { OnMediaChangedConsumer } from './publication/on-media-changed.consumer';
import { SyncMediaJob } from './publication/sync-media.job';
import { purges } from './purges';
import { DeleteExpiredStoriesJob } from './story/delete-expired-stories.job';
import { StoryAccess } from './story/story-access';
import { StoryController } from './story/story.controller';
import { StoryService } from './story/story.service';

@Module({
  imports: [
    EventsModule,
    RpcModule,
    JobsModule,
    RevokedSessionsModule,
    PurgesModule.forTables(purges),
    PersonalDataModule.forService({
      erased: 'feed-user-erased-v1',
      exported: 'feed-data-export-v1',
    }),
    UserCardsModule.forService({ durable: 'feed-user-cards-v1' }),
    ModerationMutesModule.forService({ durable: 'feed-moderation-mutes-v1' }),
    RelationshipsModule.forService({ durable: 'feed-relationships-v1', blocks: 'feed-blocks-v1' }),
  ],
  controllers: [
    FriendsPostsController,
    PostController,
    AuthorPostsController,
    LikeController,
    CommentController,
    FeedController,
    StoryController,
    ReportRpc,
    PostAccessRpc,
    OnModerationActionConsumer,
    OnMediaChangedConsumer,
    OnFriendshipChangedConsumer,
    GoalCardProjection,
    ActivitySettingProjection,
    OnGoalProgressConsumer,
    OnAchievementEarnedConsumer,
    OnTextWrittenConsumer,
  ],
  providers: [
    VisibleCards,
    ProfileSight,
    MediaLinks,
    MediaUses,
    MediaKeeper,
    GoalLinks,
    People,
    PostAccess,
    PostViews,
    PostPublication,
    PostService,
    PostListService,
    PostSnapshots,
    PurgePostsJob,
    SyncMediaJob,
    CommentAccess,
    CommentService,
    CommentListService,
    LikeService,
    Activities,
    RankedFeed,
    HomeFeed,
    FeedService,
    EntryBatches,
    FanOutPostJob,
    FanOutActivityJob,
    UpdateFriendFeedsJob,
    StoryAccess,
    StoryService,
    DeleteExpiredStoriesJob,
    ReportTargets,
    FeedPersonalData,
    StoryPersonalData,
    ActivityPersonalData,
  ],
})
export class AppModule {}
