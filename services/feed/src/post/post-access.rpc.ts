import {
  type CheckPostAccessRequest,
  type ListPostCountsRequest,
  PostAccessService,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, commonErrors, Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { PostAccess } from './post-access';
import { listPostCounts } from './post-counts.queries';

const maxHidden = 100;
const maxPosts = 500;

const accessQuestion = z.object({
  postId: id,
  userId: id,
  hiddenUserIds: z.array(id).max(maxHidden),
});
const countsQuestion = z.object({ postIds: z.array(id).max(maxPosts) });

/** Tells realtime which users may watch a post, and what its counts are. */
@RpcController()
export class PostAccessRpc {
  constructor(
    private readonly database: Database,
    private readonly access: PostAccess,
  ) {}

  @RpcMethod(PostAccessService.method.checkPostAccess)
  async checkPostAccess(request: CheckPostAccessRequest) {
    const { success, data } = accessQuestion.safeParse(request);
    if (!success) return { allowed: false };
    const { postId, userId, hiddenUserIds } = data;
    const seen = await this.access.find(userId, postId);
    if (!seen || hiddenUserIds.includes(seen.post.authorId)) return { allowed: false };

    return { allowed: true, isClose: seen.role !== 'stranger' };
  }

  @RpcMethod(PostAccessService.method.listPostCounts)
  async listPostCounts(request: ListPostCountsRequest) {
    const { success, data } = countsQuestion.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);

    return { counts: await listPostCounts(this.database, data.postIds) };
  }
}
