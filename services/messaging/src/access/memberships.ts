import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { findMembership, lockConversation, type Membership } from './conversation.queries';
import { TeamConfirmation } from './team-confirmation';
import { findTeamMembership } from './team-membership.queries';
import { setTeamUser, TeamScope } from './team-scope';

/** Finds what users are in conversations: participants, or members of the team of a channel that their role sees. */
@Injectable()
export class Memberships {
  constructor(
    private readonly database: Database,
    private readonly teams: TeamScope,
    private readonly confirmation: TeamConfirmation,
  ) {}

  /** Confirms with social-graph that a user is in no team of the conversation. Must not be called inside a transaction. */
  async find(conversationId: string, userId: string): Promise<Membership | undefined> {
    const membership = await this.findKnown(conversationId, userId);
    if (membership) return membership;

    const isMember = await this.confirmation.confirmChannel(conversationId, userId);

    return isMember ? this.findKnown(conversationId, userId) : undefined;
  }

  /** Returns a membership in a channel after a change of the role that the projection may lack. */
  async confirm(known: Membership): Promise<Membership | undefined> {
    const { id, userId, team } = known;
    const isMember = team !== null && (await this.confirmation.confirm(team.id, userId));

    return isMember ? this.findKnown(id, userId) : known;
  }

  private async findKnown(conversationId: string, userId: string): Promise<Membership | undefined> {
    const membership = await findMembership(this.database, conversationId, userId);

    return membership ?? findTeamMembership(this.teams.as(userId), conversationId, userId);
  }

  /**
   * Locks a conversation until the transaction ends, and returns the user's membership in its current state. The transaction
   * sees the team conversations of the user from here on.
   */
  async lock(tx: Tx, conversationId: string, userId: string): Promise<Membership | undefined> {
    // The statements are sent together but run in order, so the read sees the writes of the last lock holder.
    const [, , membership, ofTeam] = await Promise.all([
      setTeamUser(tx.sql, userId),
      lockConversation(tx, conversationId),
      findMembership(tx.sql, conversationId, userId),
      findTeamMembership(tx.sql, conversationId, userId),
    ]);

    return membership ?? ofTeam;
  }

  /**
   * Keeps a user a participant until the transaction ends, without making writers of the conversation wait.
   *
   * @returns whether the user is a participant
   */
  async keep(tx: Tx, conversationId: string, userId: string): Promise<boolean> {
    const [, isParticipant, isMember] = await Promise.all([
      setTeamUser(tx.sql, userId),
      lockRow(tx.sql, 'participant_lock', participantLock, [conversationId, userId]),
      lockRow(tx.sql, 'team_member_lock', teamMemberLock, [conversationId, userId]),
    ]);

    return isParticipant || isMember;
  }
}

const participantLock = `
  SELECT p.id FROM conversation_participants p JOIN conversations c ON c.id = p.conversation_id AND c.team_id IS NULL
   WHERE p.conversation_id = $1::uuid AND p.user_id = $2::uuid AND p.left_at IS NULL FOR SHARE OF p`;

const teamMemberLock = `
  SELECT member.user_id FROM conversations c JOIN team_members member ON member.team_id = c.team_id
   WHERE c.id = $1::uuid AND c.closed_at IS NULL AND member.user_id = $2::uuid
     AND (c.visible_roles IS NULL OR member.role = ANY (c.visible_roles)) FOR SHARE OF member`;

async function lockRow(
  sql: Sql,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<boolean> {
  return (await sql.query(name, text, values)).length > 0;
}
