import {
  CheckInDeletedSchema,
  CheckInRecordedSchema,
  CheckInUpdatedSchema,
  CheckInVerifiedSchema,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
  GoalCompletedSchema,
  GoalContributionAddedSchema,
  GoalCreatedSchema,
  PartnershipActivatedSchema,
  PartnershipSnapshottedSchema,
  ReflectionWrittenSchema,
  StreakChangedSchema,
  StreakChangeReason,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import {
  checkInFact,
  contributionFact,
  deletedCheckInFact,
  friendshipFacts,
  goalCompletedFacts,
  goalCreatedFact,
  partnershipFacts,
  reflectionFact,
  streakFact,
  verificationFact,
} from './achievement-facts.rules';
import { Awards } from './awards';

const checkInEvents = [
  CheckInRecordedSchema,
  CheckInUpdatedSchema,
  CheckInDeletedSchema,
  CheckInVerifiedSchema,
] as const;
const goalEvents = [GoalCreatedSchema, GoalCompletedSchema, GoalContributionAddedSchema] as const;
const friendshipEvents = [
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
] as const;
const partnershipEvents = [PartnershipActivatedSchema, PartnershipSnapshottedSchema] as const;

type CheckInEvent = ReceivedEvent<(typeof checkInEvents)[number]>;
type GoalEvent = ReceivedEvent<(typeof goalEvents)[number]>;
type PartnershipEvent = ReceivedEvent<(typeof partnershipEvents)[number]>;
type FriendshipEvent = ReceivedEvent<(typeof friendshipEvents)[number]>;

/** Turns events into facts that count for achievements. */
@Consumer()
export class AchievementFactsConsumer {
  constructor(private readonly awards: Awards) {}

  @OnEvent(checkInEvents, { durable: 'goals-achievements-checkin-v1' })
  async onCheckIn(event: CheckInEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    const facts = event.is(CheckInDeletedSchema)
      ? deletedCheckInFact(event.data, event)
      : checkInFact(event.data.checkIn, event);

    const verified = event.is(CheckInVerifiedSchema)
      ? verificationFact(event.data.checkIn, event.data.verifiedBy?.id, event)
      : [];

    await this.awards.record(tx, [...facts, ...verified]);
  }

  @OnEvent(StreakChangedSchema, { durable: 'goals-achievements-streak-v1' })
  async onStreakChanged(
    event: ReceivedEvent<typeof StreakChangedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const isImport = event.data.reason === StreakChangeReason.IMPORT;
    await this.awards.record(tx, streakFact(event.data, event), isImport ? 'silent' : 'announced');
  }

  @OnEvent(goalEvents, { durable: 'goals-achievements-goal-v1', isBulk: true })
  async onGoal(event: GoalEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    const isImport = event.is(GoalCreatedSchema) && event.data.imported;
    await this.awards.record(tx, factsOfGoal(event), isImport ? 'silent' : 'announced');
  }

  @OnEvent(ReflectionWrittenSchema, { durable: 'goals-achievements-reflection-v1' })
  async onReflectionWritten(
    event: ReceivedEvent<typeof ReflectionWrittenSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.awards.record(tx, reflectionFact(event.data.reflection, event));
  }

  @OnEvent(friendshipEvents, { durable: 'goals-achievements-friendship-v1' })
  async onFriendship(event: FriendshipEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    await this.awards.record(tx, friendshipFacts(event.data.friendship, event));
  }

  @OnEvent(partnershipEvents, { durable: 'goals-achievements-partnership-v1' })
  async onPartnership(event: PartnershipEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    await this.awards.record(tx, partnershipFacts(event.data.partnership, event));
  }
}

function factsOfGoal(event: GoalEvent) {
  if (event.is(GoalCreatedSchema)) return goalCreatedFact(event.data.goal, event);
  if (event.is(GoalCompletedSchema)) return goalCompletedFacts(event.data.goal, event);
  const { contributionId, contributor } = event.data;

  return contributionFact({ contributionId, userId: contributor?.id }, event);
}
