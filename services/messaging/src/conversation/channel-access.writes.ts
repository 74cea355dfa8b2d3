import type { EventPublisher } from '@tribe/events';
import type { Membership } from '../access/conversation.queries';
import { accessChanged } from '../access/team-access.events';
import type { AccessChange } from '../access/team-changes.rules';
import { listTeamMembers, type TeamChannel, type TeamMember } from '../access/team.queries';
import { endParticipations } from '../access/team.writes';
import type { Tx } from '../prisma.service';

/** Ends the participations of members who lose a channel, and publishes who gains and loses it. */
export async function writeAccess(
  tx: Tx,
  events: EventPublisher,
  access: AccessChange,
  { version, at }: { version: bigint; at: Date },
): Promise<void> {
  if (access.added.length + access.removed.length === 0) return;
  await endParticipations(tx.sql, [access], at);
  await events.publish(tx, accessChanged(access.channel.id, version, [access]));
}

/** Returns a locked channel, and the members of its team. */
export async function readChannel(
  tx: Tx,
  { team, ...membership }: Membership,
): Promise<{ channel: TeamChannel; members: readonly TeamMember[] }> {
  const text = 'SELECT visible_roles FROM conversations WHERE id = $1::uuid';
  const values = [membership.id];

  const [row] = await tx.sql.query<{ visible_roles: string[] | null }>(
    'channel_roles',
    text,
    values,
  );

  return {
    channel: { ...membership, visibleRoles: row?.visible_roles ?? null },
    members: team ? await listTeamMembers(tx.sql, team.id) : [],
  };
}
