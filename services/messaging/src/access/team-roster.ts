import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Injectable } from '@nestjs/common';
import { type Tribe, type TribeMember, TribeKind, TribeRole } from '@tribe/contracts';
import { EventPublisher } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { accessChanged } from './team-access.events';
import { accessChangesOf } from './team-changes.rules';
import { withTeamService } from './team-scope';
import { listTeamChannels, listTeamMembers, type TeamMember } from './team.queries';
import { endParticipations, replaceMembers, upsertTeam } from './team.writes';

/**
 * Stores teams and their members as social-graph has them. Members who lose a channel lose it with this transaction, and
 * their sockets with the event that it publishes. An archived team has no members.
 */
@Injectable()
export class TeamRoster {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** Has no effect when a newer version is known, and on tribes that are no teams. */
  async store(tx: Tx, tribe: Tribe, version: bigint): Promise<void> {
    if (tribe.kind !== TribeKind.TEAM) return;

    const team = { id: tribe.id, version, at: this.clock.now() };
    const isNewer = await upsertTeam(tx.sql, team);
    if (!isNewer) return;

    const members = tribe.archivedAt ? [] : tribe.members.map(memberOf);
    await withTeamService(tx.sql, () => this.change(tx, team, members));
  }

  private async change(
    tx: Tx,
    { id: teamId, version, at }: { id: string; version: bigint; at: Date },
    members: readonly TeamMember[],
  ): Promise<void> {
    const former = await listTeamMembers(tx.sql, teamId);
    await replaceMembers(tx.sql, teamId, members);

    const channels = await listTeamChannels(tx.sql, teamId);
    const changes = accessChangesOf(channels, former, members);
    if (changes.length === 0) return;

    await endParticipations(tx.sql, changes, at);
    await this.events.publish(tx, accessChanged(teamId, version, changes));
  }
}

function memberOf({ userId, role, joinedAt }: TribeMember): TeamMember {
  return {
    userId,
    role: TribeRole[role].toLowerCase(),
    joinedAt: joinedAt ? timestampDate(joinedAt) : new Date(0),
  };
}
