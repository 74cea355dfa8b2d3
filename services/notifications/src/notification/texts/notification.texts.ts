/** The title and the message of a notification. */
export interface NotificationText {
  readonly title: string;
  readonly message: string;
}

/** A message about one thing, and about several, `{count}`. */
interface CountedText {
  readonly one: string;
  readonly several: string;
}

/** What one user did, and what several did: `{name}` and `{others}`. */
export interface GroupedText {
  readonly title: string;
  readonly alone: string;
  readonly together: string;
}

/**
 * The texts of notifications in a language. `{name}` is the user who acted, and `{goal}` or `{habit}` what it is about; the
 * other placeholders have the names of their values. Phrases that fill placeholders have the form that each text needs.
 */
export interface NotificationTexts {
  readonly somebody: string;
  readonly aGoal: string;
  readonly aHabit: string;
  readonly others: CountedText;
  /** A partnership or a group with its name: `{kind}` and `{title}`. */
  readonly named: string;

  readonly friendRequest: NotificationText;
  readonly friendAccepted: NotificationText;

  readonly contributionOfCheckin: NotificationText;
  readonly contributionOfMilestone: NotificationText;
  readonly contributionOfAmount: NotificationText;
  readonly correction: NotificationText;
  readonly milestone: NotificationText;
  readonly goalAdded: NotificationText;
  readonly publicGoalAdded: NotificationText;
  readonly goalInvite: NotificationText;
  readonly goalOwnership: NotificationText;
  readonly goalPublished: NotificationText;
  /** With the number of other participants. */
  readonly goalCompleted: CountedText & { readonly title: string; readonly alone: string };

  readonly partnershipInvite: NotificationText;
  readonly partnershipAccepted: NotificationText;
  readonly partnershipDissolved: NotificationText;
  readonly invitedTo: Readonly<Record<'duo' | 'accountability', string>>;
  readonly yours: Readonly<Record<'duo' | 'accountability', string>>;

  readonly groupInvite: NotificationText;
  readonly groupRequest: NotificationText;
  readonly groupApproved: NotificationText;
  readonly groupOwnership: NotificationText;
  readonly groups: Readonly<Record<'tribe' | 'group' | 'team', string>>;

  readonly partnerCheckin: NotificationText;
  readonly verificationRequested: NotificationText;
  readonly verificationAnswered: NotificationText;
  readonly checkinVerified: NotificationText;
  readonly checkinQueried: NotificationText;
  readonly streakRestored: NotificationText;
  readonly days: string;
  readonly weeks: string;
  readonly systemReminder: NotificationText;
  readonly goalReminder: NotificationText;

  readonly achievement: CountedText & { readonly title: string };
  readonly badgeProposed: NotificationText;
  readonly postMention: NotificationText;
  readonly commentMention: NotificationText;
  readonly badgeSigned: NotificationText;
  /** A badge and its days, `{from}` and `{to}`. */
  readonly badge: string;

  readonly reaction: GroupedText;
  readonly comment: GroupedText;
  readonly like: GroupedText;
  readonly reply: GroupedText;
  /** What a user reacted to. `{title}` is that of the habit. */
  readonly items: Readonly<
    Record<'checkin' | 'titledCheckin' | 'reflection' | 'post' | 'comment', string>
  >;

  readonly reportReviewed: NotificationText;
  readonly decision: {
    readonly title: string;
    readonly removed: string;
    readonly muted: string;
    readonly mutedUntil: string;
    readonly removedFromGroup: string;
    readonly banned: string;
    readonly bannedUntil: string;
    readonly warned: string;
  };
  /** What a moderator removed, by its type. */
  readonly removedItems: Readonly<Record<RemovedItem, string>>;
  readonly appeal: { readonly title: string; readonly granted: string; readonly refused: string };
}

export type RemovedItem =
  | 'message'
  | 'conversation'
  | 'tribe'
  | 'goal'
  | 'checkin'
  | 'reflection'
  | 'comment'
  | 'post'
  | 'story'
  | 'unknown';
