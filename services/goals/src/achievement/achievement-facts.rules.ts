import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type CheckIn,
  CheckInStatus,
  type Friendship,
  FriendshipStatus,
  type Goal,
  ParticipantRole,
  type Partnership,
  type Reflection,
  type StreakChanged,
  StreakUnit,
} from '@tribe/contracts';
import type { AchievementKind } from './achievement-criteria';

/** Something that counts for the achievements of a user. */
export interface AchievementFact {
  readonly userId: string;
  readonly kind: AchievementKind;
  readonly sourceId: string;
  readonly itemId: string;
  /** Such as `2026-06-05`; the user's day where the event knows it, otherwise the date in UTC. */
  readonly day: string;
  readonly at: Date;
  readonly value: number;
  readonly isActive: boolean;
  readonly version: bigint;
}

/** The source of a fact: an event. */
export interface Source {
  readonly entityId: string;
  readonly entityVersion: bigint;
  readonly occurredAt: Date;
}

export function checkInFact(checkIn: CheckIn | undefined, source: Source): AchievementFact[] {
  const { system, checkedInAt } = checkIn ?? {};
  if (!checkIn || !system || !checkedInAt) return [];

  return [
    {
      ...factOf(source, 'checkin', system.ownerId),
      itemId: system.id,
      day: checkIn.localDate,
      at: timestampDate(checkedInAt),
      value: checkIn.value ?? 1,
      isActive: checkIn.status !== CheckInStatus.SKIPPED,
    },
  ];
}

/** A check-in that was deleted does not count any more. */
export function deletedCheckInFact(
  { userId, systemId }: { userId: string; systemId: string },
  source: Source,
): AchievementFact[] {
  return [{ ...factOf(source, 'checkin', userId), itemId: systemId, isActive: false }];
}

export function verificationFact(
  checkIn: CheckIn | undefined,
  verifierId: string | undefined,
  source: Source,
): AchievementFact[] {
  if (!checkIn?.system || verifierId === undefined) return [];

  return [{ ...factOf(source, 'verification', verifierId), itemId: checkIn.system.id }];
}

export function streakFact({ system, unit, longest }: StreakChanged, source: Source) {
  if (!system) return [];
  const kind = unit === StreakUnit.WEEKS ? 'streak_weeks' : 'streak_days';

  return [{ ...factOf(source, kind, system.ownerId), itemId: system.id, value: longest }];
}

export function goalCreatedFact(goal: Goal | undefined, source: Source): AchievementFact[] {
  return goal ? [factOf(source, 'goal_created', goal.creatorId)] : [];
}

/** A goal is completed for all participants except viewers. Its value is their number. */
export function goalCompletedFacts(goal: Goal | undefined, source: Source): AchievementFact[] {
  const achievers = (goal?.participants ?? []).filter(
    ({ role }) => role !== ParticipantRole.VIEWER,
  );

  return achievers.map(({ userId }) => ({
    ...factOf(source, 'goal_completed', userId),
    value: achievers.length,
  }));
}

export function contributionFact(
  { contributionId, userId }: { contributionId: string; userId: string | undefined },
  source: Source,
): AchievementFact[] {
  if (userId === undefined) return [];

  return [{ ...factOf(source, 'contribution', userId), sourceId: contributionId }];
}

export function reflectionFact(
  reflection: Reflection | undefined,
  source: Source,
): AchievementFact[] {
  if (!reflection) return [];

  return [{ ...factOf(source, 'reflection', reflection.userId), day: reflection.localDate }];
}

export function friendshipFacts(
  friendship: Friendship | undefined,
  source: Source,
): AchievementFact[] {
  if (!friendship) return [];
  const { requesterId, addresseeId, status } = friendship;
  const isActive = status === FriendshipStatus.ACCEPTED;

  return [requesterId, addresseeId].map((userId) => ({
    ...factOf(source, 'friendship', userId),
    isActive,
  }));
}

export function partnershipFacts(
  partnership: Partnership | undefined,
  source: Source,
): AchievementFact[] {
  // An invitation that has not been accepted.
  if (partnership?.partnerId === undefined || partnership.activatedAt === undefined) return [];
  const { initiatorId, partnerId } = partnership;

  return [initiatorId, partnerId].map((userId) => factOf(source, 'partnership', userId));
}

function factOf(source: Source, kind: AchievementKind, userId: string): AchievementFact {
  const { entityId, entityVersion, occurredAt } = source;
  return {
    userId,
    kind,
    sourceId: entityId,
    itemId: entityId,
    day: occurredAt.toISOString().slice(0, 10),
    at: occurredAt,
    value: 1,
    isActive: true,
    version: entityVersion,
  };
}
