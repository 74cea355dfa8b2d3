import { type CheckPostAccessRequest, type PostCounts, PostAccessService } from '@tribe/contracts';
import type { Tribe } from '@tribe/testing';

type Counts = Pick<PostCounts, 'postId' | 'authorId' | 'likes' | 'comments'>;

/** Stands in for feed on NATS. */
export class FeedDouble {
  /** The relation of users to the author of the post; others may not watch it. */
  readonly close = new Set<string>();
  readonly strangers = new Set<string>();
  readonly counts = new Map<string, Counts>();
  /** The ids of each question for counts. */
  readonly asked: string[][] = [];
  authorId = '';

  static async start(tribe: Tribe): Promise<FeedDouble> {
    const double = new FeedDouble();
    const { checkPostAccess, listPostCounts } = PostAccessService.method;
    await tribe.answerCalls(checkPostAccess, (request) => double.decide(request));

    await tribe.answerCalls(listPostCounts, ({ postIds }) => {
      double.asked.push([...postIds]);
      return { counts: postIds.flatMap((postId) => double.counts.get(postId) ?? []) };
    });

    return double;
  }

  private decide({ userId, hiddenUserIds }: CheckPostAccessRequest) {
    const isClose = this.close.has(userId);
    const isSeen = isClose || this.strangers.has(userId);

    return { allowed: isSeen && !hiddenUserIds.includes(this.authorId), isClose };
  }
}
