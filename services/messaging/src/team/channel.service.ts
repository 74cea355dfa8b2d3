import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ModerationMutes } from '@tribe/projections';
import { AppError, type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { TeamConfirmation } from '../access/team-confirmation';
import { isVisibleTo } from '../access/team-roles.rules';
import { setTeamUser, TeamScope, withTeamService } from '../access/team-scope';
import { findTeamRole, listTeamChannels, listTeamMembers, lockTeam } from '../access/team.queries';
import { listChannels } from '../conversation/conversation-overview.queries';
import { ConversationViews } from '../conversation/conversation-views';
import { conversationCreated } from '../conversation/conversation.events';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import type { CreateChannelBody } from './channel.dto';
import { decideChannel } from './channel.rules';
import { insertChannel } from './channel.writes';

/** The channels of teams. Members take part by their role, without being added. */
@Injectable()
export class ChannelService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly teams: TeamScope,
    private readonly confirmation: TeamConfirmation,
    private readonly mutes: ModerationMutes,
    private readonly events: EventPublisher,
    private readonly views: ConversationViews,
    private readonly clock: Clock,
  ) {}

  async listChannels({ userId }: Caller, teamId: string) {
    const role = await this.confirmation.roleIn(teamId, userId);
    if (role === undefined) throw new AppError(errors.TEAM_NOT_FOUND);
    const rows = await listChannels(this.teams.as(userId), userId, teamId);

    return { channels: await this.views.of(userId, rows) };
  }

  async createChannel({ userId }: Caller, teamId: string, body: CreateChannelBody) {
    await this.confirmation.roleWith('create', teamId, userId);
    await this.mutes.requireUnmuted(userId);
    const id = newId();

    await this.transactions.run(async (tx) => {
      await lockTeam(tx.sql, teamId);
      const role = await findTeamRole(tx.sql, teamId, userId);

      // The channels that the caller does not see count too.
      const { length: present } = await withTeamService(tx.sql, () =>
        listTeamChannels(tx.sql, teamId),
      );

      const { visibleRoles } = settle(decideChannel(role, present, body)) ?? {};

      await this.insert(tx, { id, userId, teamId, visibleRoles: visibleRoles ?? null }, body);
    });

    return this.views.ofId(userId, id);
  }

  private async insert(
    tx: Tx,
    place: { id: string; userId: string; teamId: string; visibleRoles: string[] | null },
    { name, conversation_type: kind }: CreateChannelBody,
  ): Promise<void> {
    const { id, userId: createdBy, teamId, visibleRoles } = place;
    const createdAt = this.clock.now();
    const members = await listTeamMembers(tx.sql, teamId);
    const participants = members.filter(({ role }) => isVisibleTo(visibleRoles, role));
    const channel = { id, kind, name, teamId, visibleRoles, createdBy, createdAt };
    const created = conversationCreated({ ...channel, imageUrl: null, participants });

    await setTeamUser(tx.sql, createdBy);
    await insertChannel(tx.sql, this.events, channel, this.events.prepare(created));
  }
}
