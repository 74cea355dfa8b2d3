import { Injectable } from '@nestjs/common';
import { AppError, Clock, settle } from '@tribe/service-kit';
import type { Membership } from '../access/conversation.queries';
import { TeamConfirmation } from '../access/team-confirmation';
import { decideTeamRight } from '../access/team-roles.rules';
import { TeamScope } from '../access/team-scope';
import { errors } from '../errors';
import { findAnnouncementId, findReach, type Reach } from './alert.queries';

/** Where alerts are raised, and the members that they reach there. */
@Injectable()
export class AlertPlaces {
  constructor(
    private readonly teams: TeamScope,
    private readonly confirmation: TeamConfirmation,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the announcement for the alerts of a team: the oldest that all roles see.
   *
   * @throws AppError TEAM_NOT_FOUND, PERMISSION_DENIED, ANNOUNCEMENT_REQUIRED
   */
  async announcementOf(userId: string, teamId: string): Promise<string> {
    const role = await this.confirmation.roleWith('alert', teamId, userId);
    if (role === undefined) throw new AppError(errors.TEAM_NOT_FOUND);
    settle(decideTeamRight(role, 'alert'));
    const id = await findAnnouncementId(this.teams.as(userId), teamId);
    if (id === undefined) throw new AppError(errors.ANNOUNCEMENT_REQUIRED);

    return id;
  }

  reachOf({ id: conversationId, userId }: Membership): Promise<Reach> {
    return findReach(this.teams.as(userId), { userId, conversationId }, this.clock.now());
  }
}
