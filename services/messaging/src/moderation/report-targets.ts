import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { beginningOf, Database } from '@tribe/service-kit';
import { isGroup } from '../access/conversation-access.rules';
import type { Membership } from '../access/conversation.queries';
import { otherUserIn } from '../access/direct-key.rules';
import { Memberships } from '../access/memberships';
import { findRequest } from '../access/message-request.queries';
import { TeamScope } from '../access/team-scope';
import { listAttachments } from '../attachment/attachment.queries';
import { findMessage, type Message } from '../message/message.queries';
import { collapses } from '../message/message.rules';
import { listParticipants } from '../participant/participant.queries';
import { findCreator } from './moderation.queries';

const maxExcerpt = 1_000;

/** A message or conversation that a user can report. */
export interface ReportTarget {
  readonly authorId: string;
  readonly excerpt: string;
  readonly mediaIds?: string[];
  readonly place?: { readonly type: 'conversation' | 'tribe'; readonly id: string };
}

/** Finds what users can report: what they see. */
@Injectable()
export class ReportTargets {
  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly relationships: Relationships,
    private readonly teams: TeamScope,
  ) {}

  /** Returns a message with a sender that was not deleted, if the viewer sees its content. */
  async findMessage(viewerId: string, messageId: string): Promise<ReportTarget | undefined> {
    const message = await findMessage(this.teams.as(viewerId), messageId);
    if (!message?.senderId || message.deletedAt) return undefined;
    const { senderId: authorId, conversationId } = message;
    const excerpt = beginningOf(message.content ?? '', maxExcerpt);
    const mediaIds = await this.mediaOf(viewerId, messageId);
    const target = { authorId, excerpt, mediaIds };
    const membership = await this.memberships.find(conversationId, viewerId);
    if (!membership) return (await this.isAsked(viewerId, conversationId)) ? target : undefined;

    if (!(await this.isReadable(membership, message, authorId))) return undefined;

    return { ...target, ...placeIn(membership) };
  }

  /** The owner is responsible for a group, the creator for a channel, and the other user for a direct conversation. */
  async findConversation(viewerId: string, id: string): Promise<ReportTarget | undefined> {
    const membership = await this.memberships.find(id, viewerId);
    if (!membership) return undefined;
    const authorId = await this.responsibleFor(membership);
    if (authorId === undefined) return undefined;

    return { authorId, excerpt: membership.name ?? '', ...placeIn(membership) };
  }

  private async mediaOf(viewerId: string, messageId: string): Promise<string[]> {
    const attachments = await listAttachments(this.teams.as(viewerId), [messageId]);
    const present = (attachments.get(messageId) ?? []).filter(({ isRemoved }) => !isRemoved);

    return present.map(({ mediaId }) => mediaId);
  }

  /** The recipient of a message request reads its messages before they are a participant. */
  private async isAsked(viewerId: string, conversationId: string): Promise<boolean> {
    const request = await findRequest(this.database, conversationId);
    return request?.recipientId === viewerId && request.status === 'pending';
  }

  private async isReadable(
    { kind, joinedSeq, userId }: Membership,
    { seq }: Message,
    authorId: string,
  ): Promise<boolean> {
    if (seq <= joinedSeq) return false;
    return !(collapses(kind) && (await this.relationships.areHidden(userId, authorId)));
  }

  private async responsibleFor({
    id,
    directKey,
    userId,
    team,
    sql,
  }: Membership): Promise<string | undefined> {
    if (directKey !== null) return otherUserIn(directKey, userId);
    if (team) return findCreator(sql, id);
    const participants = await listParticipants(sql, id);

    return participants.find(({ role }) => role === 'owner')?.userId;
  }
}

/** Where the author can be removed: from a group, or from the team of a channel. */
function placeIn({ id, kind, team }: Membership): Pick<ReportTarget, 'place'> {
  if (team) return { place: { type: 'tribe', id: team.id } };
  return isGroup(kind) ? { place: { type: 'conversation', id } } : {};
}
