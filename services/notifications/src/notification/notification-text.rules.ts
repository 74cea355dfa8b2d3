import {
  ContributionType,
  type Goal,
  type GoalContributionAdded,
  type Partnership,
  PartnershipKind,
  type UserCard,
} from '@tribe/contracts';

/** What a person reads in one notification. */
export interface NotificationText {
  readonly title: string;
  readonly message: string;
}

const quoted = (goal: Goal | undefined) => `"${goal?.title ?? 'a goal'}"`;
export const nameOf = (user: UserCard | undefined) => user?.fullName || 'Somebody';

/** An amount as people write it: `$150.00`, or `150.00 KES` where no narrow symbol is known. */
export function formatAmount(amount: string, currency: string): string {
  const exact = amount as Intl.StringNumericLiteral;
  try {
    return new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).format(exact);
  } catch {
    return `${amount} ${currency}`;
  }
}

export function friendRequestText(requester: UserCard | undefined): NotificationText {
  return { title: 'New Friend Request', message: `${nameOf(requester)} wants to be your friend` };
}

export function friendAcceptedText(addressee: UserCard | undefined): NotificationText {
  return {
    title: 'Friend Request Accepted',
    message: `${nameOf(addressee)} accepted your friend request`,
  };
}

export function contributionText(event: GoalContributionAdded): NotificationText {
  const who = nameOf(event.contributor);
  switch (event.contributionType) {
    case ContributionType.CHECKIN:
      return { title: 'New Check-in', message: `${who} checked in on ${quoted(event.goal)}` };
    case ContributionType.MILESTONE:
      return {
        title: 'New Milestone',
        message: `${who} reached a milestone of ${quoted(event.goal)}`,
      };
    case ContributionType.MONETARY:
    case ContributionType.UNSPECIFIED: {
      const amount = formatAmount(event.amount, event.goal?.targetCurrency ?? 'USD');
      return {
        title: 'New Contribution',
        message: `${who} added ${amount} to ${quoted(event.goal)}`,
      };
    }
  }
}

/** `partnership "Early birds"`, or what it is when it has no name. */
function partnershipName({ kind, name }: Partnership): string {
  const what = kind === PartnershipKind.DUO ? 'duo' : 'accountability partnership';
  return name ? `${what} "${name}"` : what;
}

export function partnershipInviteText(
  partnership: Partnership,
  inviter: UserCard | undefined,
): NotificationText {
  const article = partnership.kind === PartnershipKind.DUO ? 'a' : 'an';
  const message = `${nameOf(inviter)} invites you to ${article} ${partnershipName(partnership)}`;
  return { title: 'New Partner Invitation', message };
}

export function partnershipAcceptedText(
  partnership: Partnership,
  accepter: UserCard | undefined,
): NotificationText {
  return {
    title: 'Partner Invitation Accepted',
    message: `${nameOf(accepter)} accepted: your ${partnershipName(partnership)} begins`,
  };
}

export function partnershipDissolvedText(
  partnership: Partnership,
  by: UserCard | undefined,
): NotificationText {
  return {
    title: 'Partnership Ended',
    message: `${nameOf(by)} ended your ${partnershipName(partnership)}`,
  };
}

/** Every participant reads the same sentence about themselves and the others. */
export function goalCompletedText(goal: Goal | undefined): NotificationText {
  const friends = (goal?.participants.length ?? 1) - 1;
  const company =
    friends < 1 ? 'You' : `You and ${friends} ${friends === 1 ? 'friend' : 'friends'}`;
  return { title: 'Goal Completed! 🎉', message: `${company} completed ${quoted(goal)} goal` };
}
