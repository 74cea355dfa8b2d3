import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  ContributionType,
  GoalCompletedSchema,
  GoalContributionCorrectedSchema,
  GoalContributionAddedSchema,
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalHandedOverSchema,
  GoalInvitationClosedSchema,
  GoalInvitationSentSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalPublishedSchema,
  GoalSnapshottedSchema,
  GoalStatus,
  GoalType,
  GoalUpdatedSchema,
  MilestoneAchievedSchema,
  ParticipantRole,
  TargetType,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { GoalContribution, Prisma } from '../generated/prisma/client';
import type * as db from '../generated/prisma/enums';
import type { Goal, Milestone } from './goal.queries';
import { isoDate, progressPercentage } from './goal.rules';

const goalTypes: Record<db.GoalType, GoalType> = {
  individual: GoalType.INDIVIDUAL,
  group: GoalType.GROUP,
};
const targetTypes: Record<db.TargetType, TargetType> = {
  amount: TargetType.AMOUNT,
  date: TargetType.DATE,
  milestone: TargetType.MILESTONE,
  boolean: TargetType.BOOLEAN,
};
const statuses: Record<db.GoalStatus, GoalStatus> = {
  not_started: GoalStatus.NOT_STARTED,
  active: GoalStatus.ACTIVE,
  paused: GoalStatus.PAUSED,
  completed: GoalStatus.COMPLETED,
  cancelled: GoalStatus.CANCELLED,
};
const roles: Record<db.ParticipantRole, ParticipantRole> = {
  creator: ParticipantRole.CREATOR,
  member: ParticipantRole.MEMBER,
  supporter: ParticipantRole.SUPPORTER,
  viewer: ParticipantRole.VIEWER,
};
const contributionTypes: Record<db.ContributionType, ContributionType> = {
  monetary: ContributionType.MONETARY,
  milestone: ContributionType.MILESTONE,
  checkin: ContributionType.CHECKIN,
};

export function goalCreated(goal: Goal, creator: UserCard) {
  return eventOf(GoalCreatedSchema, {
    ...entity(goal),
    data: { goal: goalMessage(goal), creator },
  });
}

/** A goal from an export of its owner, with its history. */
export function goalImported(goal: Goal, creator: UserCard) {
  return eventOf(GoalCreatedSchema, {
    ...entity(goal),
    data: { goal: goalMessage(goal), creator, imported: true },
  });
}

export function goalUpdated(goal: Goal, updatedBy: string) {
  return eventOf(GoalUpdatedSchema, {
    ...entity(goal),
    data: { goal: goalMessage(goal), updatedBy },
  });
}

export function goalCompleted(goal: Goal, completedBy: UserCard, completedAt: Date) {
  const data = {
    goal: goalMessage(goal),
    completedBy,
    completedAt: timestampFromDate(completedAt),
  };
  return eventOf(GoalCompletedSchema, { ...entity(goal), data });
}

/** `participantIds` contains all participants at the time of deletion. */
export function goalDeleted(goal: Goal, deletedBy: string) {
  const participantIds = goal.participants.map(({ userId }) => userId);
  const data = { goalId: goal.id, title: goal.title, participantIds, deletedBy };
  return eventOf(GoalDeletedSchema, { ...entity(goal), data });
}

export function goalParticipantAdded(
  goal: Goal,
  added: { userId: string; role: db.ParticipantRole },
  addedBy: UserCard,
) {
  const participant = { userId: added.userId, role: roles[added.role] };
  return eventOf(GoalParticipantAddedSchema, {
    ...entity(goal),
    data: { goal: goalMessage(goal), participant, addedBy },
  });
}

export function goalParticipantRemoved(goal: Goal, userId: string, removedBy: string) {
  const data = { goal: goalMessage(goal), userId, removedBy };
  return eventOf(GoalParticipantRemovedSchema, { ...entity(goal), data });
}

export function goalContributionAdded(
  goal: Goal,
  contribution: GoalContribution,
  contributor: UserCard,
) {
  return eventOf(GoalContributionAddedSchema, {
    ...entity(goal),
    data: {
      goal: goalMessage(goal),
      contributionId: contribution.id,
      contributor,
      amount: amountText(contribution.amount),
      contributionType: contributionTypes[contribution.contributionType],
      note: contribution.note ?? undefined,
    },
  });
}

/** @param correction the negative entry, whose note is the reason */
export function goalContributionCorrected(
  goal: Goal,
  correction: GoalContribution,
  correctedBy: UserCard,
) {
  const data = {
    goal: goalMessage(goal),
    correctionId: correction.id,
    contributionId: correction.correctsId ?? '',
    contributorId: correction.userId,
    correctedBy,
    amount: amountText(correction.amount),
    reason: correction.note ?? '',
  };
  return eventOf(GoalContributionCorrectedSchema, { ...entity(goal), data });
}

export function goalHandedOver(goal: Goal, previousOwnerId: string) {
  const data = { goal: goalMessage(goal), previousOwnerId };
  return eventOf(GoalHandedOverSchema, { ...entity(goal), data });
}

export interface Invitation {
  readonly id: string;
  readonly inviteeId: string;
  readonly role: db.ParticipantRole;
}

export function goalInvitationSent(goal: Goal, invitation: Invitation, inviter: UserCard) {
  const data = {
    goal: goalMessage(goal),
    invitationId: invitation.id,
    inviteeId: invitation.inviteeId,
    inviter,
    role: roles[invitation.role],
  };
  return eventOf(GoalInvitationSentSchema, { ...entity(goal), data });
}

/** For an invitation that was declined or withdrawn; one that was accepted ends with the new participant. */
export function goalInvitationClosed(goal: Goal, { id, inviteeId }: Invitation) {
  const data = { goalId: goal.id, invitationId: id, inviteeId };
  return eventOf(GoalInvitationClosedSchema, { ...entity(goal), data });
}

export function goalPublished(goal: Goal, publishedBy: UserCard) {
  const data = { goal: goalMessage(goal), publishedBy };
  return eventOf(GoalPublishedSchema, { ...entity(goal), data });
}

export function milestoneAchieved(goal: Goal, milestone: Milestone, achievedBy: UserCard) {
  const data = {
    goal: goalMessage(goal),
    milestoneId: milestone.id,
    title: milestone.title,
    targetValue: milestone.targetValue ? amountText(milestone.targetValue) : undefined,
    achievedBy,
    achievedAt: milestone.achievedAt ? timestampFromDate(milestone.achievedAt) : undefined,
  };
  return eventOf(MilestoneAchievedSchema, { ...entity(goal), data });
}

export function goalSnapshotted(goal: Goal) {
  return eventOf(GoalSnapshottedSchema, { ...entity(goal), data: { goal: goalMessage(goal) } });
}

function entity(goal: Goal) {
  return { entityId: goal.id, entityVersion: goal.version };
}

/** Two places, or three where they are needed: `0.10`, `1.125`. */
function amountText(amount: Prisma.Decimal): string {
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}

function goalMessage(goal: Goal) {
  return {
    id: goal.id,
    creatorId: goal.creatorId,
    title: goal.title,
    category: goal.category ?? undefined,
    goalType: goalTypes[goal.goalType],
    targetType: targetTypes[goal.targetType],
    targetAmount: goal.targetAmount ? amountText(goal.targetAmount) : undefined,
    targetCurrency: goal.targetCurrency,
    targetDate: isoDate(goal.targetDate) ?? undefined,
    currentAmount: amountText(goal.currentAmount),
    progressPercentage: progressPercentage(goal),
    status: statuses[goal.status],
    isPublic: goal.isPublic,
    imageUrl: goal.imageUrl ?? undefined,
    isArchived: goal.archivedAt !== null,
    participants: goal.participants.map(({ userId, role }) => ({ userId, role: roles[role] })),
  };
}
