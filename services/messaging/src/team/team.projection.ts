import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  TribeArchivedSchema,
  TribeCreatedSchema,
  TribeHandedOverSchema,
  TribeKind,
  type TribeMember,
  TribeMemberJoinedSchema,
  TribeMemberLeftSchema,
  TribeMemberRoleChangedSchema,
  TribeRole,
  TribeSnapshottedSchema,
  TribeUpdatedSchema,
} from '@tribe/contracts';
import {
  Consumer,
  type ConsumerContext,
  EventPublisher,
  OnEvent,
  type ReceivedEvent,
} from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import { setTeamService } from '../access/team-scope';
import type { Tx } from '../prisma.service';
import { accessChanged } from './channel.events';
import { accessChangesOf } from './team-changes.rules';
import { listTeamChannels, listTeamMembers, type TeamMember } from './team.queries';
import { endParticipations, replaceMembers, upsertTeam } from './team.writes';

const teamEvents = [
  TribeCreatedSchema,
  TribeUpdatedSchema,
  TribeArchivedSchema,
  TribeMemberJoinedSchema,
  TribeMemberLeftSchema,
  TribeMemberRoleChangedSchema,
  TribeHandedOverSchema,
  TribeSnapshottedSchema,
] as const;

/**
 * Projects teams and their members. Members who lose a channel lose it with this transaction, and their sockets with the
 * event that it publishes. An archived team has no members.
 */
@Consumer()
export class TeamProjection {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  @OnEvent(teamEvents, { durable: 'messaging-teams-v1' })
  async project(
    { entityId: teamId, entityVersion, data }: ReceivedEvent<(typeof teamEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { tribe } = data;
    if (!tribe) throw new Error('the event carries no tribe');
    if (tribe.kind !== TribeKind.TEAM) return;

    const at = this.clock.now();
    const isNewer = await upsertTeam(tx.sql, { id: teamId, version: entityVersion, at });
    if (!isNewer) return;

    const members = tribe.archivedAt ? [] : tribe.members.map(memberOf);
    await this.change(tx, { teamId, version: entityVersion, at }, members);
  }

  private async change(
    tx: Tx,
    { teamId, version, at }: { teamId: string; version: bigint; at: Date },
    members: readonly TeamMember[],
  ): Promise<void> {
    await setTeamService(tx.sql);
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
