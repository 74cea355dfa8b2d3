import {
  type GetTeamsOfMembersRequest,
  type TeamMembership,
  TeamMembershipService,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { tribeMessage } from './tribe.events';
import { findTribe } from './tribe.queries';
import { memberOf } from './tribe.rules';

const teamsRequest = z.object({
  memberships: z.array(z.object({ teamId: id, userId: id })).max(20),
});

/** Tells other services the members of teams, fresh from the tables. */
@RpcController()
export class TeamMembershipRpc {
  constructor(private readonly database: Database) {}

  @RpcMethod(TeamMembershipService.method.getTeamsOfMembers)
  async getTeamsOfMembers(request: GetTeamsOfMembersRequest) {
    const { success, data } = teamsRequest.safeParse(request);

    if (!success) {
      const detail = 'team_id and user_id must be UUIDs, of at most 20 memberships';
      throw new AppError(errors.VALIDATION_FAILED, { detail });
    }

    return { teams: await Promise.all(data.memberships.map((each) => this.teamOf(each))) };
  }

  private async teamOf({ teamId, userId }: Pick<TeamMembership, 'teamId' | 'userId'>) {
    const team = await findTribe(this.database, 'team', teamId);
    if (!team || !memberOf(team, userId)) return {};

    return { team: tribeMessage(team), version: team.version };
  }
}
