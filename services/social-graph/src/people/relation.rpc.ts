import { type GetRelationsRequest, RelationService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Database } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { findPair, findPartners } from './pair.queries';

const relationsRequest = z.object({
  pairs: z.array(z.object({ userId: id, otherId: id })).max(200),
});

/** Tells other services what users are to each other, fresh from the tables. */
@RpcController()
export class RelationRpc {
  constructor(private readonly database: Database) {}

  @RpcMethod(RelationService.method.getRelations)
  async getRelations(request: GetRelationsRequest) {
    const { success, data } = relationsRequest.safeParse(request);

    if (!success) {
      const detail = 'user_id and other_id must be UUIDs, of at most 200 pairs';
      throw new AppError(errors.VALIDATION_FAILED, { detail });
    }

    const relations = await Promise.all(
      data.pairs.map(({ userId, otherId }) => this.relationOf(userId, otherId)),
    );

    return { relations };
  }

  private async relationOf(userId: string, otherId: string) {
    const [pair, { arePartners }] = await Promise.all([
      findPair(this.database, userId, otherId),
      findPartners(this.database, userId, otherId),
    ]);

    return { ...pair, arePartners: arePartners && !pair.areHidden };
  }
}
