import {
  ContributionType,
  type Goal,
  type GoalContributionAdded,
  type Partnership,
  PartnershipKind,
  type UserCard,
} from '@tribe/contracts';
import { decimalsOf, isCurrency } from '@tribe/service-kit';

/** The text of a notification. */
export interface NotificationText {
  readonly title: string;
  readonly message: string;
}

export const quoted = (goal: Goal | undefined) => `"${goal?.title ?? 'a goal'}"`;
export const nameOf = (user: UserCard | undefined) => user?.fullName || 'Somebody';

/**
 * Formats an amount with the symbol that tells its currency from others, such as `$150.00`, `CA$5.00` or `CLP 990`. Never
 * rounds: amounts may be older than the rule about their decimals.
 */
export function formatAmount(amount: string, currency: string): string {
  if (!isCurrency(currency)) return `${amount} ${currency}`;

  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: decimalsOf(currency),
    maximumFractionDigits: 3,
  });

  return format.format(amount as Intl.StringNumericLiteral);
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
  const contributorName = nameOf(event.contributor);
  switch (event.contributionType) {
    case ContributionType.CHECKIN:
      return {
        title: 'New Check-in',
        message: `${contributorName} checked in on ${quoted(event.goal)}`,
      };
    case ContributionType.MILESTONE:
      return {
        title: 'New Milestone',
        message: `${contributorName} reached a milestone of ${quoted(event.goal)}`,
      };
    case ContributionType.MONETARY:
    case ContributionType.UNSPECIFIED: {
      const amount = formatAmount(event.amount, event.goal?.targetCurrency ?? 'USD');
      return {
        title: 'New Contribution',
        message: `${contributorName} added ${amount} to ${quoted(event.goal)}`,
      };
    }
  }
}

/** The kind and the name, such as `duo "Early birds"`; only the kind if it has no name. */
function partnershipName({ kind, name }: Partnership): string {
  const kindName = kind === PartnershipKind.DUO ? 'duo' : 'accountability partnership';
  return name ? `${kindName} "${name}"` : kindName;
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

/** The text is the same for every participant. */
export function goalCompletedText(goal: Goal | undefined): NotificationText {
  const friends = (goal?.participants.length ?? 1) - 1;
  const company =
    friends < 1 ? 'You' : `You and ${friends} ${friends === 1 ? 'friend' : 'friends'}`;
  return { title: 'Goal Completed! 🎉', message: `${company} completed ${quoted(goal)} goal` };
}
