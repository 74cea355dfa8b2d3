// Written by `npm run wiring` from the OpenAPI document of the gateway. Do not edit.
/* oxlint-disable max-lines */

/** Every GET, by path. */
export interface GetCalls {
  /** List users, newest first */
  '/api/v1/admin/users': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      status?: UserStatusFilter;
      /** The beginning of the username or the e-mail address */
      q?: string;
    };
    response: AdminUserList;
  };
  /** List the activities of a user, newest first */
  '/api/v1/admin/users/{userId}/activity': {
    path: {
      userId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: AdminActivityList;
  };
  /** List your login methods */
  '/api/v1/auth/accounts': {
    response: LoginMethods;
  };
  /** Get your account */
  '/api/v1/auth/me': {
    response: AccountSummary;
  };
  /** List your passkeys */
  '/api/v1/auth/passkeys': {
    response: PasskeyList;
  };
  /** Get the state of your authenticator app */
  '/api/v1/auth/second-factor': {
    response: SecondFactor;
  };
  /** List the devices on which you are logged in, newest first */
  '/api/v1/auth/sessions': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: SessionList;
  };
  /** Check whether a username is available */
  '/api/v1/auth/username-available': {
    query: {
      username: string;
    };
    response: UsernameAvailability;
  };
  /** Get your appearance settings */
  '/api/v1/settings/appearance': {
    response: AppearanceSettings;
  };
  /** Get your time zone, start of the day, language and quiet hours */
  '/api/v1/settings/locale': {
    response: LocaleSettings;
  };
  /** Get your privacy settings */
  '/api/v1/settings/privacy': {
    response: PrivacySettings;
  };
  /** Get a user */
  '/api/v1/users/{id}': {
    path: {
      id: string;
    };
    response: UserProfile;
  };
  /** Get the statistics of a user */
  '/api/v1/users/{userId}/stats': {
    path: {
      userId: string;
    };
    response: UserStats;
  };
  /** Get your account */
  '/api/v1/users/me': {
    response: Account;
  };
  /** List the activities of your account, newest first */
  '/api/v1/users/me/activity': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: AccountActivityList;
  };
  /** Check whether your phone number is verified */
  '/api/v1/users/me/phone': {
    response: PhoneVerification;
  };
  /** Get your statistics */
  '/api/v1/users/me/stats': {
    response: UserStats;
  };
  /** Get your discovery profile */
  '/api/v1/users/preferences': {
    response: DiscoveryProfile;
  };
  /** Get your account @deprecated */
  '/api/v1/users/profile': {
    response: Account;
  };
  /** List your friends */
  '/api/v1/friends': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      sort?: FriendOrder;
    };
    response: FriendList;
  };
  /** List your online friends */
  '/api/v1/friends/online': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: FriendList;
  };
  /** List open friend requests, newest first */
  '/api/v1/friends/requests': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      direction?: FriendRequestDirection;
    };
    response: FriendRequestList;
  };
  /** Search your friends by full name or username */
  '/api/v1/friends/search': {
    query: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** The first letters of words in the full name or the username. Case and accents are ignored. One word has at least two letters or digits, or one Chinese character. */
      q: string;
    };
    response: FriendList;
  };
  /** Get your relation to a user */
  '/api/v1/friends/status/{userId}': {
    path: {
      userId: string;
    };
    response: FriendStatus;
  };
  /** List people you may know, most likely first */
  '/api/v1/friends/suggestions': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: FriendSuggestionList;
  };
  /** List the categories of goals that you and your friends have in common */
  '/api/v1/friends/suggestions/goals': {
    query?: {
      limit?: number;
    };
    response: GoalSuggestionList;
  };
  /** List the tribes, groups or teams that you are a member of, newest first */
  '/api/v1/groups': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeList;
  };
  /** Get a tribe, group or team */
  '/api/v1/groups/{tribeId}': {
    path: {
      tribeId: string;
    };
    response: Tribe;
  };
  /** List the open invitations of a tribe, group or team, newest first */
  '/api/v1/groups/{tribeId}/invites': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: SentTribeInvitationList;
  };
  /** List the members of a tribe, group or team, longest-serving first */
  '/api/v1/groups/{tribeId}/members': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeMemberList;
  };
  /** List the open requests to join a tribe, group or team, newest first */
  '/api/v1/groups/{tribeId}/requests': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeJoinRequestList;
  };
  /** List the tribes, groups or teams that you could join, newest first */
  '/api/v1/groups/discover': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeList;
  };
  /** List your open invitations to tribes, groups or teams, newest first */
  '/api/v1/groups/invites': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: ReceivedTribeInvitationList;
  };
  /** List the decisions of moderators about you, newest first */
  '/api/v1/moderation/actions': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: ModerationNoticeList;
  };
  /** List appeals, the oldest first */
  '/api/v1/moderation/appeals': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      status?: ModerationAppealStatusFilter;
    };
    response: ModerationAppealList;
  };
  /** List cases */
  '/api/v1/moderation/cases': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      status?: ModerationCaseStatusFilter;
      /** `priority`: the most severe first, then those with most reports, then the oldest */
      sort?: ModerationCaseOrder;
      target_type?: ReportTargetType;
      assignee_id?: string;
      /** The user that the cases are about */
      subject_id?: string;
    };
    response: ModerationCaseList;
  };
  /** Get a case with its reports and decisions */
  '/api/v1/moderation/cases/{caseId}': {
    path: {
      caseId: string;
    };
    response: ModerationCase;
  };
  /** List what moderators did with a case, newest first */
  '/api/v1/moderation/cases/{caseId}/audit': {
    path: {
      caseId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: ModerationAuditList;
  };
  /** Read the messages around a reported message */
  '/api/v1/moderation/cases/{caseId}/context': {
    path: {
      caseId: string;
    };
    response: ModerationContext;
  };
  /** List your partnerships and invitations, newest first */
  '/api/v1/partnerships': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** `current` includes `active` and `paused`; `ended` means `dissolved` */
      status?: PartnershipStatusFilter;
      kind?: PartnershipKindFilter;
    };
    response: PartnershipList;
  };
  /** Get a partnership or an invitation */
  '/api/v1/partnerships/{partnershipId}': {
    path: {
      partnershipId: string;
    };
    response: Partnership;
  };
  /** List your reports, newest first */
  '/api/v1/reports': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: ReportList;
  };
  /** Search users by full name or username @deprecated */
  '/api/v1/search/users': {
    query: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** The first letters of words in the full name or the username. Case and accents are ignored. One word has at least two letters or digits, or one Chinese character. */
      q: string;
    };
    response: FoundUserList;
  };
  /** List the users you blocked, newest first */
  '/api/v1/settings/blocked-users': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: BlockedUserList;
  };
  /** List the users you muted, newest first */
  '/api/v1/settings/muted-users': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: MutedUserList;
  };
  /** List the tribes, groups or teams that you are a member of, newest first */
  '/api/v1/teams': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeList;
  };
  /** Get a tribe, group or team */
  '/api/v1/teams/{tribeId}': {
    path: {
      tribeId: string;
    };
    response: Tribe;
  };
  /** List the open invitations of a tribe, group or team, newest first */
  '/api/v1/teams/{tribeId}/invites': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: SentTribeInvitationList;
  };
  /** List the members of a tribe, group or team, longest-serving first */
  '/api/v1/teams/{tribeId}/members': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeMemberList;
  };
  /** List the open requests to join a tribe, group or team, newest first */
  '/api/v1/teams/{tribeId}/requests': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeJoinRequestList;
  };
  /** List the tribes, groups or teams that you could join, newest first */
  '/api/v1/teams/discover': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeList;
  };
  /** List your open invitations to tribes, groups or teams, newest first */
  '/api/v1/teams/invites': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: ReceivedTribeInvitationList;
  };
  /** List the tribes, groups or teams that you are a member of, newest first */
  '/api/v1/tribes': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeList;
  };
  /** Get a tribe, group or team */
  '/api/v1/tribes/{tribeId}': {
    path: {
      tribeId: string;
    };
    response: Tribe;
  };
  /** List the open invitations of a tribe, group or team, newest first */
  '/api/v1/tribes/{tribeId}/invites': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: SentTribeInvitationList;
  };
  /** List the members of a tribe, group or team, longest-serving first */
  '/api/v1/tribes/{tribeId}/members': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeMemberList;
  };
  /** List the open requests to join a tribe, group or team, newest first */
  '/api/v1/tribes/{tribeId}/requests': {
    path: {
      tribeId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeJoinRequestList;
  };
  /** List the tribes, groups or teams that you could join, newest first */
  '/api/v1/tribes/discover': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: TribeList;
  };
  /** List your open invitations to tribes, groups or teams, newest first */
  '/api/v1/tribes/invites': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: ReceivedTribeInvitationList;
  };
  /** List the friends of a user that you can see */
  '/api/v1/users/{userId}/friends': {
    path: {
      userId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: UserFriendList;
  };
  /** List your friends @deprecated */
  '/api/v1/users/me/friends': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      sort?: FriendOrder;
    };
    response: FriendList;
  };
  /** Search users by full name or username */
  '/api/v1/users/search': {
    query: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** The first letters of words in the full name or the username. Case and accents are ignored. One word has at least two letters or digits, or one Chinese character. */
      q: string;
    };
    response: FoundUserList;
  };
  /** List all achievements, and when you earned them */
  '/api/v1/achievements': {
    response: AchievementOverview;
  };
  /** Get the public keys that verify badges */
  '/api/v1/badge-keys': {
    response: BadgeKeySet;
  };
  /** List your badges and those that you confirm, newest first */
  '/api/v1/badges': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: BadgeList;
  };
  /** Get a badge */
  '/api/v1/badges/{badgeId}': {
    path: {
      badgeId: string;
    };
    response: Badge;
  };
  /** List the goals that you take part in */
  '/api/v1/goals': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      status?: GoalStatusFilter;
      category?: string;
      type?: GoalTypeFilter;
    };
    response: GoalList;
  };
  /** Get a goal */
  '/api/v1/goals/{goalId}': {
    path: {
      goalId: string;
    };
    response: Goal;
  };
  /** List the contributions to a goal, newest first */
  '/api/v1/goals/{goalId}/contributions': {
    path: {
      goalId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: GoalContributionList;
  };
  /** List the open invitations to a goal, newest first */
  '/api/v1/goals/{goalId}/invitations': {
    path: {
      goalId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: SentGoalInvitationList;
  };
  /** Get how the amount of a goal grew */
  '/api/v1/goals/{goalId}/progress': {
    path: {
      goalId: string;
    };
    query?: {
      period?: ProgressPeriod;
      /** The first day. Without it, the period ends today */
      from?: string;
    };
    response: GoalHistory;
  };
  /** List your reminders of a goal */
  '/api/v1/goals/{goalId}/reminders': {
    path: {
      goalId: string;
    };
    response: GoalReminderList;
  };
  /** Get today's share of every member */
  '/api/v1/goals/{goalId}/share': {
    path: {
      goalId: string;
    };
    response: GoalShares;
  };
  /** Get the recent progress of goals, newest first */
  '/api/v1/goals/feed': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: GoalFeed;
  };
  /** List the open invitations to goals that you received, newest first */
  '/api/v1/goals/invitations': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: GoalInvitationList;
  };
  /** List your imports, newest first */
  '/api/v1/imports': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: ImportList;
  };
  /** Get an import and its report */
  '/api/v1/imports/{importId}': {
    path: {
      importId: string;
    };
    response: Import;
  };
  /** Get your day at a glance */
  '/api/v1/progress/dashboard': {
    response: ProgressDashboard;
  };
  /** List your reflections, or those that a partner shares, those on the latest days first */
  '/api/v1/reflections': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** An active partner, whose shared reflections are listed */
      user_id?: string;
    };
    response: ReflectionList;
  };
  /** Get your reflection on a day */
  '/api/v1/reflections/{date}': {
    path: {
      date: string;
    };
    response: Reflection;
  };
  /** Search public goals and your own by the words of their titles, newest first */
  '/api/v1/search/goals': {
    query: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      q: string;
    };
    response: FoundGoalList;
  };
  /** List the comments on a check-in or a reflection, newest first */
  '/api/v1/shared/{itemType}/{itemId}/comments': {
    path: {
      itemType: SharedItemType;
      itemId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: SharedCommentList;
  };
  /** List the reactions to a check-in or a reflection, newest first */
  '/api/v1/shared/{itemType}/{itemId}/reactions': {
    path: {
      itemType: SharedItemType;
      itemId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: SharedReactionList;
  };
  /** List your systems, or those of a goal that you take part in */
  '/api/v1/systems': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** The systems of all participants of a goal that you take part in */
      goal_id?: string;
      status?: SystemStatusFilter;
    };
    response: SystemList;
  };
  /** Get a system */
  '/api/v1/systems/{systemId}': {
    path: {
      systemId: string;
    };
    response: System;
  };
  /** List the check-ins of a system, newest first */
  '/api/v1/systems/{systemId}/checkins': {
    path: {
      systemId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: CheckinList;
  };
  /** Get the days of a system for a heat-map and a trend */
  '/api/v1/systems/{systemId}/progress': {
    path: {
      systemId: string;
    };
    query?: {
      period?: ProgressPeriod;
      /** The first day. Without it, the period ends today */
      from?: string;
    };
    response: SystemProgress;
  };
  /** Get the streak of a system */
  '/api/v1/systems/{systemId}/streak': {
    path: {
      systemId: string;
    };
    response: Streak;
  };
  /** Explain a streak day by day */
  '/api/v1/systems/{systemId}/streak/explain': {
    path: {
      systemId: string;
    };
    query?: {
      /** Default: 29 days before `to` */
      from?: string;
      /** The last day. Default: 29 days after `from`, otherwise today, where the owner is */
      to?: string;
    };
    response: StreakExplanation;
  };
  /** List the vacations of a system */
  '/api/v1/systems/{systemId}/vacations': {
    path: {
      systemId: string;
    };
    response: SystemVacationList;
  };
  /** List the achievements of a user, newest first */
  '/api/v1/users/{userId}/achievements': {
    path: {
      userId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: EarnedAchievementList;
  };
  /** List the goals of a user that you can see */
  '/api/v1/users/{userId}/goals': {
    path: {
      userId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      status?: GoalStatusFilter;
      category?: string;
      type?: GoalTypeFilter;
    };
    response: GoalList;
  };
  /** List the check-ins of your partners that you can verify */
  '/api/v1/verifications': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: CheckinList;
  };
  /** List your notifications, newest first */
  '/api/v1/notifications': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** No type has the category `system` yet; it is reserved */
      filter?: NotificationFilter;
      /** Default: false */
      unread_only?: boolean;
    };
    response: NotificationList;
  };
  /** Get your notification preferences */
  '/api/v1/notifications/preferences': {
    response: NotificationPreferences;
  };
  /** Count your unread notifications */
  '/api/v1/notifications/unread-count': {
    response: UnreadNotificationCount;
  };
  /** List the members that an alert reaches, and their acknowledgements */
  '/api/v1/alerts/{alertId}/acknowledgements': {
    path: {
      alertId: string;
    };
    response: AlertAcknowledgementList;
  };
  /** List your conversations, those with the newest message first */
  '/api/v1/conversations': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** Default: false */
      archived?: boolean;
      /** Only channels of this team */
      team_id?: string;
    };
    response: ConversationList;
  };
  /** Get a conversation */
  '/api/v1/conversations/{conversationId}': {
    path: {
      conversationId: string;
    };
    response: Conversation;
  };
  /** List the alerts of a channel, newest first */
  '/api/v1/conversations/{conversationId}/alerts': {
    path: {
      conversationId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: PriorityAlertList;
  };
  /** List the hashes of a conversation, oldest first */
  '/api/v1/conversations/{conversationId}/chain': {
    path: {
      conversationId: string;
    };
    query?: {
      /** Entries after this number; at least those after you joined */
      after_seq?: number;
      limit?: number;
    };
    response: ConversationChain;
  };
  /** List the pictures and files of a conversation, newest first */
  '/api/v1/conversations/{conversationId}/media': {
    path: {
      conversationId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** Only attachments of this kind */
      kind?: AttachmentKind;
    };
    response: ConversationMediaList;
  };
  /** List the messages of a conversation, newest first */
  '/api/v1/conversations/{conversationId}/messages': {
    path: {
      conversationId: string;
    };
    query?: {
      /** The number of the page, without `before`, `after` and `around` */
      page?: number;
      limit?: number;
      /** Messages older than this one; `next_cursor` of the last page */
      before?: string;
      /** Messages newer than this one */
      after?: string;
      /** This message with older and newer ones */
      around?: string;
      /** Whether the archived messages of a channel are listed instead of the others. Default: false */
      archived?: boolean;
      /** Also the replies that are shown in their thread only */
      include_thread_replies?: boolean;
    };
    response: MessageList;
  };
  /** Get the thread of a message, with its replies */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/thread': {
    path: {
      conversationId: string;
      messageId: string;
    };
    query?: {
      limit?: number;
      /** Replies older than this one; `next_cursor` of the last page */
      before?: string;
    };
    response: MessageThreadPage;
  };
  /** List the pinned messages of a conversation */
  '/api/v1/conversations/{conversationId}/pins': {
    path: {
      conversationId: string;
    };
    response: MessagePinList;
  };
  /** Get how long a conversation keeps its messages */
  '/api/v1/conversations/{conversationId}/retention': {
    path: {
      conversationId: string;
    };
    response: Retention;
  };
  /** List the message requests that you have not answered, newest first */
  '/api/v1/message-requests': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: MessageRequestList;
  };
  /** List your muted words and phrases */
  '/api/v1/muted-words': {
    response: MutedWordList;
  };
  /** Search the messages of your conversations, newest first */
  '/api/v1/search/messages': {
    query: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** Words that a message must contain, all of them, in any form of the word in the language of the sender */
      q: string;
      /** Only messages of this conversation */
      conversation_id?: string;
      /** Only messages of this user */
      sender_id?: string;
      /** Whether the archived messages of channels are searched instead of the others. Default: false */
      archived?: boolean;
      /** Only messages sent at this time or later */
      from?: string;
      /** Only messages sent before this time */
      to?: string;
      /** Only messages with an attachment, or only messages without one */
      has_attachment?: boolean;
    };
    response: FoundMessageList;
  };
  /** List what you have missed in your conversations */
  '/api/v1/sync': {
    query?: {
      /** `cursor` of the last response. Without one that is valid, `reset` is true. */
      cursor?: string;
    };
    response: Sync;
  };
  /** List the channels of a team that you see */
  '/api/v1/teams/{teamId}/channels': {
    path: {
      teamId: string;
    };
    response: ChannelList;
  };
  /** Get the year after which the messages of a team are archived */
  '/api/v1/teams/{teamId}/channels/year': {
    path: {
      teamId: string;
    };
    response: TeamYear;
  };
  /** List the threads that you follow, those with the newest reply first */
  '/api/v1/threads': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** Only threads with unread replies */
      unread?: boolean;
    };
    response: ThreadList;
  };
  /** Get a media that you uploaded */
  '/api/v1/media/{mediaId}': {
    path: {
      mediaId: string;
    };
    response: Media;
  };
  /** Get a profile or cover picture */
  '/api/v1/media/public/users/{userId}/{purpose}/{mediaId}/{file}': {
    path: {
      userId: string;
      purpose: PicturePurpose;
      mediaId: string;
      file: PictureFile;
    };
    response: undefined;
  };
  /** Get an upload, with a new URL while it is not complete */
  '/api/v1/media/uploads/{mediaId}': {
    path: {
      mediaId: string;
    };
    response: MediaUpload;
  };
  /** Get your home feed */
  '/api/v1/feed': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** `friends`: your posts and activities and those of friends, by time. `discover`: public posts, ranked. `following` means `friends`, and `for_you` means `discover`. Default: friends */
      feed_type?: FeedType;
    };
    response: Feed;
  };
  /** Explain why a post or activity is in your feed */
  '/api/v1/feed/{entryId}/why': {
    path: {
      entryId: string;
    };
    response: FeedEntryReasons;
  };
  /** List your posts and those of your friends, newest first */
  '/api/v1/posts': {
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: PostList;
  };
  /** Get a post */
  '/api/v1/posts/{postId}': {
    path: {
      postId: string;
    };
    response: Post;
  };
  /** List the comments on a post, or the replies to a comment, oldest first */
  '/api/v1/posts/{postId}/comments': {
    path: {
      postId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** The comment whose replies are listed; without it, the comments on the post */
      parent_comment_id?: string;
    };
    response: PostCommentList;
  };
  /** List the users who like a post, most recent first */
  '/api/v1/posts/{postId}/likes': {
    path: {
      postId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: PostLikeList;
  };
  /** List your stories and those of your friends, users with new ones first */
  '/api/v1/stories': {
    response: StoryList;
  };
  /** Get a story */
  '/api/v1/stories/{storyId}': {
    path: {
      storyId: string;
    };
    response: Story;
  };
  /** List the users who have seen your story, most recent first */
  '/api/v1/stories/{storyId}/views': {
    path: {
      storyId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
    };
    response: StoryViewList;
  };
  /** List the posts of a user that you can see, newest first */
  '/api/v1/users/{userId}/posts': {
    path: {
      userId: string;
    };
    query?: {
      /** The number of the page */
      page?: number;
      /** The size of a page */
      limit?: number;
      /** `next_cursor` of a page of this list, with the same filter and order, instead of `page`. Only issued cursors are accepted. */
      cursor?: string;
      /** Whether to return your archived posts instead of the others; other users have none */
      archived?: boolean;
    };
    response: PostList;
  };
  /** Get all your settings */
  '/api/v1/settings': {
    response: Settings;
  };
}

/** Every POST, by path. */
export interface PostCalls {
  /** Ban a user */
  '/api/v1/admin/users/{userId}/ban': {
    path: {
      userId: string;
    };
    body: BanUserRequest;
    response: AdminUser;
  };
  /** Lift the ban of a user */
  '/api/v1/admin/users/{userId}/unban': {
    path: {
      userId: string;
    };
    response: AdminUser;
  };
  /** Connect a Google or Apple account as a login method */
  '/api/v1/auth/accounts/{provider}': {
    path: {
      provider: LoginProvider;
    };
    body: LinkAccountRequest;
    response: LoginMethods;
  };
  /** Log in with an Apple ID token */
  '/api/v1/auth/apple': {
    body: LogInWithProviderRequest;
    response: ExternalLogin;
  };
  /** Change your password */
  '/api/v1/auth/change-password': {
    body: ChangePasswordRequest;
    response: undefined;
  };
  /** Send a mail with a link to reset the password */
  '/api/v1/auth/forgot-password': {
    body: SendMailRequest;
    response: undefined;
  };
  /** Log in with a Google ID token */
  '/api/v1/auth/google': {
    body: LogInWithProviderRequest;
    response: ExternalLogin;
  };
  /** Log in with a password */
  '/api/v1/auth/login': {
    body: LogInWithPasswordRequest;
    response: Login;
  };
  /** Log in with a passkey */
  '/api/v1/auth/login/passkey': {
    body: LogInWithPasskeyRequest;
    response: Login;
  };
  /** Get the WebAuthn options to log in with a passkey */
  '/api/v1/auth/login/passkey/options': {
    response: PasskeyChallenge;
  };
  /** Finish a login with a code of the authenticator app or a recovery code */
  '/api/v1/auth/login/second-factor': {
    body: FinishLoginRequest;
    response: Login;
  };
  /** Log out */
  '/api/v1/auth/logout': {
    response: undefined;
  };
  /** Add a passkey */
  '/api/v1/auth/passkeys': {
    body: RegisterPasskeyRequest;
    response: Passkey;
  };
  /** Get the WebAuthn options to add a passkey */
  '/api/v1/auth/passkeys/options': {
    response: PasskeyChallenge;
  };
  /** Exchange a refresh token for new tokens */
  '/api/v1/auth/refresh': {
    body: RefreshTokensRequest;
    response: TokenPair;
  };
  /** Create an account */
  '/api/v1/auth/register': {
    body: RegisterUserRequest;
    response: Registration;
  };
  /** Send another mail with a link to verify the e-mail address */
  '/api/v1/auth/resend-verification': {
    body: SendMailRequest;
    response: undefined;
  };
  /** Set a new password with the token of a mail */
  '/api/v1/auth/reset-password': {
    body: ResetPasswordRequest;
    response: undefined;
  };
  /** Restore a deleted account with the token of a mail */
  '/api/v1/auth/restore-account': {
    body: RestoreAccountRequest;
    response: undefined;
  };
  /** Set up an authenticator app */
  '/api/v1/auth/second-factor': {
    response: SecondFactorEnrolment;
  };
  /** Confirm the authenticator app with its first code */
  '/api/v1/auth/second-factor/confirm': {
    body: ConfirmSecondFactorRequest;
    response: RecoveryCodes;
  };
  /** Replace the recovery codes */
  '/api/v1/auth/second-factor/recovery-codes': {
    response: RecoveryCodes;
  };
  /** Confirm your identity again */
  '/api/v1/auth/step-up': {
    body: StepUpSessionRequest;
    response: RecentAuthentication;
  };
  /** Get the WebAuthn options to confirm your identity with a passkey */
  '/api/v1/auth/step-up/passkey-options': {
    response: PasskeyChallenge;
  };
  /** Verify an e-mail address with the token of a mail */
  '/api/v1/auth/verify-email': {
    body: VerifyEmailRequest;
    response: VerifiedEmail;
  };
  /** Request an export of all your personal data */
  '/api/v1/settings/download-data': {
    response: DataExport;
  };
  /** Download the archive of an export with the token of a mail */
  '/api/v1/settings/download-data/archive': {
    body: FetchDataArchiveRequest;
    response: DataArchive;
  };
  /** Find users by the phone numbers of your address book */
  '/api/v1/friends/contacts': {
    body: FindContactsRequest;
    response: ContactList;
  };
  /** Send a friend request */
  '/api/v1/friends/requests': {
    body: SendFriendRequestRequest;
    response: FriendRequest;
  };
  /** Dismiss a friend suggestion permanently */
  '/api/v1/friends/suggestions/{userId}/dismiss': {
    path: {
      userId: string;
    };
    response: undefined;
  };
  /** Create a tribe, group or team */
  '/api/v1/groups': {
    body: CreateTribeRequest;
    response: Tribe;
  };
  /** Invite a friend to a tribe, group or team */
  '/api/v1/groups/{tribeId}/invites': {
    path: {
      tribeId: string;
    };
    body: InviteToTribeRequest;
    response: TribeInvitation;
  };
  /** Join a tribe, group or team */
  '/api/v1/groups/{tribeId}/join': {
    path: {
      tribeId: string;
    };
    response: TribeJoinResult;
  };
  /** Leave a tribe, group or team */
  '/api/v1/groups/{tribeId}/leave': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Appeal against a decision about you */
  '/api/v1/moderation/actions/{actionId}/appeal': {
    path: {
      actionId: string;
    };
    body: AppealRequest;
    response: Appeal;
  };
  /** Appeal against a ban, with the link in the mail */
  '/api/v1/moderation/appeals': {
    body: AppealByMailRequest;
    response: Appeal;
  };
  /** Decide about an appeal */
  '/api/v1/moderation/appeals/{appealId}/decision': {
    path: {
      appealId: string;
    };
    body: DecideAppealRequest;
    response: ModerationAppeal;
  };
  /** Decide about a case */
  '/api/v1/moderation/cases/{caseId}/actions': {
    path: {
      caseId: string;
    };
    body: DecideModerationCaseRequest;
    response: ModerationAction;
  };
  /** Invite a friend or an e-mail address to a partnership */
  '/api/v1/partnerships': {
    body: CreatePartnershipRequest;
    response: Partnership;
  };
  /** Send another invitation to a partnership */
  '/api/v1/partnerships/{partnershipId}/invite': {
    path: {
      partnershipId: string;
    };
    body: InvitePartnerRequest;
    response: Partnership;
  };
  /** Accept an invitation by e-mail with its token */
  '/api/v1/partnerships/accept': {
    body: AnswerMailedPartnershipInvitationRequest;
    response: Partnership;
  };
  /** Decline an invitation by e-mail with its token */
  '/api/v1/partnerships/decline': {
    body: AnswerMailedPartnershipInvitationRequest;
    response: undefined;
  };
  /** Refuse all further invitations by e-mail with the token of a mail */
  '/api/v1/partnerships/refuse-invitations': {
    body: RefuseInvitationsRequest;
    response: undefined;
  };
  /** Invite a friend or an e-mail address to a partnership @deprecated */
  '/api/v1/partnerships/setup': {
    body: CreatePartnershipRequest;
    response: Partnership;
  };
  /** Report something to the moderators */
  '/api/v1/reports': {
    body: CreateReportRequest;
    response: Report;
  };
  /** Block a user */
  '/api/v1/settings/blocked-users': {
    body: BlockUserRequest;
    response: Block;
  };
  /** Mute a user */
  '/api/v1/settings/muted-users': {
    body: MuteUserRequest;
    response: Mute;
  };
  /** Create a tribe, group or team */
  '/api/v1/teams': {
    body: CreateTribeRequest;
    response: Tribe;
  };
  /** Invite a friend to a tribe, group or team */
  '/api/v1/teams/{tribeId}/invites': {
    path: {
      tribeId: string;
    };
    body: InviteToTribeRequest;
    response: TribeInvitation;
  };
  /** Join a tribe, group or team */
  '/api/v1/teams/{tribeId}/join': {
    path: {
      tribeId: string;
    };
    response: TribeJoinResult;
  };
  /** Leave a tribe, group or team */
  '/api/v1/teams/{tribeId}/leave': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Create a tribe, group or team */
  '/api/v1/tribes': {
    body: CreateTribeRequest;
    response: Tribe;
  };
  /** Invite a friend to a tribe, group or team */
  '/api/v1/tribes/{tribeId}/invites': {
    path: {
      tribeId: string;
    };
    body: InviteToTribeRequest;
    response: TribeInvitation;
  };
  /** Join a tribe, group or team */
  '/api/v1/tribes/{tribeId}/join': {
    path: {
      tribeId: string;
    };
    response: TribeJoinResult;
  };
  /** Leave a tribe, group or team */
  '/api/v1/tribes/{tribeId}/leave': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Send a friend request @deprecated */
  '/api/v1/users/friends/request': {
    body: SendFriendRequestRequest;
    response: FriendRequest;
  };
  /** Propose a badge for a finished commitment to your partner */
  '/api/v1/badges': {
    body: ProposeBadgeRequest;
    response: Badge;
  };
  /** Create a goal */
  '/api/v1/goals': {
    body: CreateGoalRequest;
    response: Goal;
  };
  /** Archive a goal */
  '/api/v1/goals/{goalId}/archive': {
    path: {
      goalId: string;
    };
    response: Goal;
  };
  /** Complete a goal */
  '/api/v1/goals/{goalId}/complete': {
    path: {
      goalId: string;
    };
    response: Goal;
  };
  /** Contribute to a goal */
  '/api/v1/goals/{goalId}/contributions': {
    path: {
      goalId: string;
    };
    body: AddContributionRequest;
    response: AddedGoalContribution;
  };
  /** Correct a contribution */
  '/api/v1/goals/{goalId}/contributions/{contributionId}/corrections': {
    path: {
      goalId: string;
      contributionId: string;
    };
    body: CorrectContributionRequest;
    response: AddedGoalContribution;
  };
  /** Invite a user to a group goal */
  '/api/v1/goals/{goalId}/invite': {
    path: {
      goalId: string;
    };
    body: AddParticipantRequest;
    response: SentGoalInvitation;
  };
  /** Join a public group goal as a member */
  '/api/v1/goals/{goalId}/join': {
    path: {
      goalId: string;
    };
    response: GoalParticipant;
  };
  /** Add a milestone to a goal */
  '/api/v1/goals/{goalId}/milestones': {
    path: {
      goalId: string;
    };
    body: CreateMilestoneRequest;
    response: GoalMilestone;
  };
  /** Add a friend to a group goal */
  '/api/v1/goals/{goalId}/participants': {
    path: {
      goalId: string;
    };
    body: AddParticipantRequest;
    response: GoalParticipant;
  };
  /** Pause a goal */
  '/api/v1/goals/{goalId}/pause': {
    path: {
      goalId: string;
    };
    response: Goal;
  };
  /** Add a reminder of a goal */
  '/api/v1/goals/{goalId}/reminders': {
    path: {
      goalId: string;
    };
    body: GoalReminderRequest;
    response: GoalReminder;
  };
  /** Reopen a completed, cancelled or archived goal */
  '/api/v1/goals/{goalId}/reopen': {
    path: {
      goalId: string;
    };
    response: Goal;
  };
  /** Resume a paused goal */
  '/api/v1/goals/{goalId}/resume': {
    path: {
      goalId: string;
    };
    response: Goal;
  };
  /** Accept an invitation to a goal */
  '/api/v1/goals/invitations/{invitationId}/accept': {
    path: {
      invitationId: string;
    };
    response: GoalParticipant;
  };
  /** Decline an invitation to a goal */
  '/api/v1/goals/invitations/{invitationId}/decline': {
    path: {
      invitationId: string;
    };
    response: undefined;
  };
  /** Import the history of habits from a file */
  '/api/v1/imports': {
    body: CreateImportRequest;
    response: Import;
  };
  /** Write the reflection on a day */
  '/api/v1/reflections': {
    body: CreateReflectionRequest;
    response: Reflection;
  };
  /** Comment on a check-in or a reflection */
  '/api/v1/shared/{itemType}/{itemId}/comments': {
    path: {
      itemType: SharedItemType;
      itemId: string;
    };
    body: WriteSharedCommentRequest;
    response: SharedComment;
  };
  /** Create a system */
  '/api/v1/systems': {
    body: CreateSystemRequest;
    response: System;
  };
  /** Archive a system */
  '/api/v1/systems/{systemId}/archive': {
    path: {
      systemId: string;
    };
    response: System;
  };
  /** Record a check-in */
  '/api/v1/systems/{systemId}/checkins': {
    path: {
      systemId: string;
    };
    body: RecordCheckinRequest;
    response: Checkin;
  };
  /** Answer the question of your partner */
  '/api/v1/systems/{systemId}/checkins/{checkinId}/answer': {
    path: {
      systemId: string;
      checkinId: string;
    };
    body: AnswerCheckinQueryRequest;
    response: Checkin;
  };
  /** Ask your partner about a check-in */
  '/api/v1/systems/{systemId}/checkins/{checkinId}/query': {
    path: {
      systemId: string;
      checkinId: string;
    };
    body: QueryCheckinRequest;
    response: Checkin;
  };
  /** Verify a check-in of your partner */
  '/api/v1/systems/{systemId}/checkins/{checkinId}/verify': {
    path: {
      systemId: string;
      checkinId: string;
    };
    response: Checkin;
  };
  /** Spend a freeze today */
  '/api/v1/systems/{systemId}/freeze': {
    path: {
      systemId: string;
    };
    response: Streak;
  };
  /** Pause a system */
  '/api/v1/systems/{systemId}/pause': {
    path: {
      systemId: string;
    };
    response: System;
  };
  /** Resume a paused or archived system */
  '/api/v1/systems/{systemId}/resume': {
    path: {
      systemId: string;
    };
    response: System;
  };
  /** Add days on which a system is not due */
  '/api/v1/systems/{systemId}/vacations': {
    path: {
      systemId: string;
    };
    body: AddVacationRequest;
    response: SystemVacation;
  };
  /** Register this device for pushes */
  '/api/v1/notifications/push-tokens': {
    body: RegisterPushTokenRequest;
    response: PushToken;
  };
  /** Raise an alert in a channel of a team, or for the whole team */
  '/api/v1/alerts': {
    body: CreateAlertRequest;
    response: PriorityAlert;
  };
  /** Create a conversation */
  '/api/v1/conversations': {
    body: CreateConversationRequest;
    response: Conversation;
  };
  /** Send a message */
  '/api/v1/conversations/{conversationId}/messages': {
    path: {
      conversationId: string;
    };
    body: SendMessageRequest;
    response: Message;
  };
  /** Pin a message for all participants */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/pin': {
    path: {
      conversationId: string;
      messageId: string;
    };
    response: Message;
  };
  /** Mark the replies in a thread as read */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/thread/read': {
    path: {
      conversationId: string;
      messageId: string;
    };
    body: ReadThreadRequest;
    response: Message;
  };
  /** Add friends to a group */
  '/api/v1/conversations/{conversationId}/participants': {
    path: {
      conversationId: string;
    };
    body: AddConversationParticipantsRequest;
    response: AddedConversationParticipants;
  };
  /** Mark the messages of a conversation as read */
  '/api/v1/conversations/{conversationId}/read': {
    path: {
      conversationId: string;
    };
    body: ReadConversationRequest;
    response: ConversationReadState;
  };
  /** Accept a message request */
  '/api/v1/message-requests/{conversationId}/accept': {
    path: {
      conversationId: string;
    };
    response: Conversation;
  };
  /** Decline a message request */
  '/api/v1/message-requests/{conversationId}/decline': {
    path: {
      conversationId: string;
    };
    response: undefined;
  };
  /** Mute a word or phrase */
  '/api/v1/muted-words': {
    body: MuteWordRequest;
    response: MutedWord;
  };
  /** Create a channel of a team */
  '/api/v1/teams/{teamId}/channels': {
    path: {
      teamId: string;
    };
    body: CreateChannelRequest;
    response: Channel;
  };
  /** Start an upload */
  '/api/v1/media/uploads': {
    body: CreateMediaUploadRequest;
    response: MediaUpload;
  };
  /** Complete an upload after its bytes were sent */
  '/api/v1/media/uploads/{mediaId}/complete': {
    path: {
      mediaId: string;
    };
    response: MediaUpload;
  };
  /** Create a post */
  '/api/v1/posts': {
    body: CreatePostRequest;
    response: Post;
  };
  /** Comment on a post, or reply to a comment on it */
  '/api/v1/posts/{postId}/comments': {
    path: {
      postId: string;
    };
    body: AddPostCommentRequest;
    response: PostComment;
  };
  /** Like a post */
  '/api/v1/posts/{postId}/like': {
    path: {
      postId: string;
    };
    response: LikeState;
  };
  /** Like a comment on a post */
  '/api/v1/posts/comments/{commentId}/like': {
    path: {
      commentId: string;
    };
    response: LikeState;
  };
  /** Show a picture to your friends for 24 hours */
  '/api/v1/stories': {
    body: CreateStoryRequest;
    response: Story;
  };
  /** Note that you have seen a story */
  '/api/v1/stories/{storyId}/view': {
    path: {
      storyId: string;
    };
    response: Story;
  };
  /** Push operations that were queued offline */
  '/api/v1/sync/push': {
    body: PushOperationsRequest;
    response: PushResults;
  };
}

/** Every PUT, by path. */
export interface PutCalls {
  /** Grant a role to a user */
  '/api/v1/admin/users/{userId}/roles/{role}': {
    path: {
      userId: string;
      role: UserRole;
    };
    response: AdminUser;
  };
  /** Mark a user as verified */
  '/api/v1/admin/users/{userId}/verified': {
    path: {
      userId: string;
    };
    response: AdminUser;
  };
  /** Update your appearance settings */
  '/api/v1/settings/appearance': {
    body: UpdateAppearanceSettingsRequest;
    response: AppearanceSettings;
  };
  /** Update your time zone, start of the day, language or quiet hours */
  '/api/v1/settings/locale': {
    body: UpdateLocaleSettingsRequest;
    response: LocaleSettings;
  };
  /** Update your privacy settings */
  '/api/v1/settings/privacy': {
    body: UpdatePrivacySettingsRequest;
    response: PrivacySettings;
  };
  /** Update your full name, username, bio or e-mail address */
  '/api/v1/users/me': {
    body: UpdateAccountRequest;
    response: Account;
  };
  /** Verify your phone number with a Firebase ID token */
  '/api/v1/users/me/phone': {
    body: VerifyPhoneRequest;
    response: PhoneVerification;
  };
  /** Update your discovery profile */
  '/api/v1/users/preferences': {
    body: UpdateDiscoveryProfileRequest;
    response: DiscoveryProfile;
  };
  /** Update your full name, username, bio or e-mail address @deprecated */
  '/api/v1/users/profile': {
    body: UpdateAccountRequest;
    response: Account;
  };
  /** Accept a friend request */
  '/api/v1/friends/requests/{requestId}/accept': {
    path: {
      requestId: string;
    };
    response: FriendRequest;
  };
  /** Decline a friend request */
  '/api/v1/friends/requests/{requestId}/decline': {
    path: {
      requestId: string;
    };
    response: FriendRequest;
  };
  /** Change the role of a member */
  '/api/v1/groups/{tribeId}/members/{userId}': {
    path: {
      tribeId: string;
      userId: string;
    };
    body: ChangeTribeMemberRoleRequest;
    response: Tribe;
  };
  /** Transfer the ownership of a tribe, group or team to another member */
  '/api/v1/groups/{tribeId}/owner': {
    path: {
      tribeId: string;
    };
    body: HandOverTribeRequest;
    response: Tribe;
  };
  /** Approve a request to join a tribe, group or team */
  '/api/v1/groups/{tribeId}/requests/{requestId}/approve': {
    path: {
      tribeId: string;
      requestId: string;
    };
    response: undefined;
  };
  /** Reject a request to join a tribe, group or team */
  '/api/v1/groups/{tribeId}/requests/{requestId}/reject': {
    path: {
      tribeId: string;
      requestId: string;
    };
    response: undefined;
  };
  /** Accept an invitation to a tribe, group or team */
  '/api/v1/groups/invites/{inviteId}/accept': {
    path: {
      inviteId: string;
    };
    response: Tribe;
  };
  /** Decline an invitation to a tribe, group or team */
  '/api/v1/groups/invites/{inviteId}/decline': {
    path: {
      inviteId: string;
    };
    response: undefined;
  };
  /** Assign a case to yourself or another moderator */
  '/api/v1/moderation/cases/{caseId}/assignee': {
    path: {
      caseId: string;
    };
    body: AssignModerationCaseRequest;
    response: ModerationCase;
  };
  /** Accept an invitation to a partnership */
  '/api/v1/partnerships/{partnershipId}/accept': {
    path: {
      partnershipId: string;
    };
    response: Partnership;
  };
  /** Decline an invitation to a partnership */
  '/api/v1/partnerships/{partnershipId}/decline': {
    path: {
      partnershipId: string;
    };
    response: Partnership;
  };
  /** End a partnership or withdraw an invitation */
  '/api/v1/partnerships/{partnershipId}/dissolve': {
    path: {
      partnershipId: string;
    };
    response: Partnership;
  };
  /** Pause a partnership */
  '/api/v1/partnerships/{partnershipId}/pause': {
    path: {
      partnershipId: string;
    };
    response: Partnership;
  };
  /** Resume a paused partnership */
  '/api/v1/partnerships/{partnershipId}/resume': {
    path: {
      partnershipId: string;
    };
    response: Partnership;
  };
  /** Change the role of a member */
  '/api/v1/teams/{tribeId}/members/{userId}': {
    path: {
      tribeId: string;
      userId: string;
    };
    body: ChangeTribeMemberRoleRequest;
    response: Tribe;
  };
  /** Transfer the ownership of a tribe, group or team to another member */
  '/api/v1/teams/{tribeId}/owner': {
    path: {
      tribeId: string;
    };
    body: HandOverTribeRequest;
    response: Tribe;
  };
  /** Approve a request to join a tribe, group or team */
  '/api/v1/teams/{tribeId}/requests/{requestId}/approve': {
    path: {
      tribeId: string;
      requestId: string;
    };
    response: undefined;
  };
  /** Reject a request to join a tribe, group or team */
  '/api/v1/teams/{tribeId}/requests/{requestId}/reject': {
    path: {
      tribeId: string;
      requestId: string;
    };
    response: undefined;
  };
  /** Accept an invitation to a tribe, group or team */
  '/api/v1/teams/invites/{inviteId}/accept': {
    path: {
      inviteId: string;
    };
    response: Tribe;
  };
  /** Decline an invitation to a tribe, group or team */
  '/api/v1/teams/invites/{inviteId}/decline': {
    path: {
      inviteId: string;
    };
    response: undefined;
  };
  /** Change the role of a member */
  '/api/v1/tribes/{tribeId}/members/{userId}': {
    path: {
      tribeId: string;
      userId: string;
    };
    body: ChangeTribeMemberRoleRequest;
    response: Tribe;
  };
  /** Transfer the ownership of a tribe, group or team to another member */
  '/api/v1/tribes/{tribeId}/owner': {
    path: {
      tribeId: string;
    };
    body: HandOverTribeRequest;
    response: Tribe;
  };
  /** Approve a request to join a tribe, group or team */
  '/api/v1/tribes/{tribeId}/requests/{requestId}/approve': {
    path: {
      tribeId: string;
      requestId: string;
    };
    response: undefined;
  };
  /** Reject a request to join a tribe, group or team */
  '/api/v1/tribes/{tribeId}/requests/{requestId}/reject': {
    path: {
      tribeId: string;
      requestId: string;
    };
    response: undefined;
  };
  /** Accept an invitation to a tribe, group or team */
  '/api/v1/tribes/invites/{inviteId}/accept': {
    path: {
      inviteId: string;
    };
    response: Tribe;
  };
  /** Decline an invitation to a tribe, group or team */
  '/api/v1/tribes/invites/{inviteId}/decline': {
    path: {
      inviteId: string;
    };
    response: undefined;
  };
  /** Accept a friend request @deprecated */
  '/api/v1/users/friends/{requestId}/accept': {
    path: {
      requestId: string;
    };
    response: FriendRequest;
  };
  /** Confirm and sign a badge of your partner */
  '/api/v1/badges/{badgeId}/confirm': {
    path: {
      badgeId: string;
    };
    response: Badge;
  };
  /** Update a goal */
  '/api/v1/goals/{goalId}': {
    path: {
      goalId: string;
    };
    body: UpdateGoalRequest;
    response: Goal;
  };
  /** Update, move or achieve a milestone */
  '/api/v1/goals/{goalId}/milestones/{milestoneId}': {
    path: {
      goalId: string;
      milestoneId: string;
    };
    body: UpdateMilestoneRequest;
    response: GoalMilestone;
  };
  /** Replace a reminder of a goal */
  '/api/v1/goals/{goalId}/reminders/{reminderId}': {
    path: {
      goalId: string;
      reminderId: string;
    };
    body: GoalReminderRequest;
    response: GoalReminder;
  };
  /** Rest from a goal */
  '/api/v1/goals/{goalId}/rest': {
    path: {
      goalId: string;
    };
    body: RestFromGoalRequest;
    response: undefined;
  };
  /** Change your reflection on a day */
  '/api/v1/reflections/{date}': {
    path: {
      date: string;
    };
    body: UpdateReflectionRequest;
    response: Reflection;
  };
  /** React to a check-in or a reflection with an emoji */
  '/api/v1/shared/{itemType}/{itemId}/reaction': {
    path: {
      itemType: SharedItemType;
      itemId: string;
    };
    body: ReactToSharedItemRequest;
    response: SharedReaction;
  };
  /** Mark a notification as read */
  '/api/v1/notifications/{notificationId}/read': {
    path: {
      notificationId: string;
    };
    response: ReadNotification;
  };
  /** Mark all your notifications as read */
  '/api/v1/notifications/mark-all-read': {
    response: ReadNotificationCount;
  };
  /** Update your notification preferences */
  '/api/v1/notifications/preferences': {
    body: UpdateNotificationPreferencesRequest;
    response: NotificationPreferences;
  };
  /** Acknowledge an alert */
  '/api/v1/alerts/{alertId}/acknowledgement': {
    path: {
      alertId: string;
    };
    response: PriorityAlert;
  };
  /** Archive a conversation, or bring it back */
  '/api/v1/conversations/{conversationId}/archive': {
    path: {
      conversationId: string;
    };
    body: ArchiveConversationRequest;
    response: Conversation;
  };
  /** Save the message that you are writing */
  '/api/v1/conversations/{conversationId}/draft': {
    path: {
      conversationId: string;
    };
    body: SaveDraftRequest;
    response: DraftState;
  };
  /** Edit a message */
  '/api/v1/conversations/{conversationId}/messages/{messageId}': {
    path: {
      conversationId: string;
      messageId: string;
    };
    body: EditMessageRequest;
    response: Message;
  };
  /** React to a message with an emoji */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}': {
    path: {
      conversationId: string;
      messageId: string;
      /** Percent-encoded */
      emoji: string;
    };
    response: Message;
  };
  /** Follow the thread of a message */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/thread/follow': {
    path: {
      conversationId: string;
      messageId: string;
    };
    response: Message;
  };
  /** Mute a conversation until a time */
  '/api/v1/conversations/{conversationId}/mute': {
    path: {
      conversationId: string;
    };
    body: MuteConversationRequest;
    response: Conversation;
  };
  /** Choose the messages of a conversation of which you are notified */
  '/api/v1/conversations/{conversationId}/notification-level': {
    path: {
      conversationId: string;
    };
    body: SetNotificationLevelRequest;
    response: Conversation;
  };
  /** Set how long a conversation keeps its messages */
  '/api/v1/conversations/{conversationId}/retention': {
    path: {
      conversationId: string;
    };
    body: UpdateRetentionRequest;
    response: Retention;
  };
  /** Choose the last day of the year of a team */
  '/api/v1/teams/{teamId}/channels/year': {
    path: {
      teamId: string;
    };
    body: UpdateTeamYearRequest;
    response: TeamYear;
  };
  /** Update or archive your post */
  '/api/v1/posts/{postId}': {
    path: {
      postId: string;
    };
    body: UpdatePostRequest;
    response: Post;
  };
  /** Edit your comment on a post */
  '/api/v1/posts/comments/{commentId}': {
    path: {
      commentId: string;
    };
    body: EditPostCommentRequest;
    response: PostComment;
  };
  /** Update your settings */
  '/api/v1/settings': {
    body: UpdateSettingsRequest;
    response: UpdatedSettings;
  };
}

/** Every PATCH, by path. */
export interface PatchCalls {
  /** Rename a passkey */
  '/api/v1/auth/passkeys/{passkeyId}': {
    path: {
      passkeyId: string;
    };
    body: RenamePasskeyRequest;
    response: Passkey;
  };
  /** Rename one of your devices */
  '/api/v1/auth/sessions/{sessionId}': {
    path: {
      sessionId: string;
    };
    body: RenameSessionRequest;
    response: Session;
  };
  /** Update your full name, username, bio or e-mail address */
  '/api/v1/users/me': {
    body: UpdateAccountRequest;
    response: Account;
  };
  /** Set your cover picture */
  '/api/v1/users/me/cover-image': {
    body: SetPictureRequest;
    response: CoverImage;
  };
  /** Set your profile picture */
  '/api/v1/users/me/profile-image': {
    body: SetPictureRequest;
    response: ProfileImage;
  };
  /** Update a tribe, group or team */
  '/api/v1/groups/{tribeId}': {
    path: {
      tribeId: string;
    };
    body: UpdateTribeRequest;
    response: Tribe;
  };
  /** Update the name or the check-in frequency of a partnership */
  '/api/v1/partnerships/{partnershipId}': {
    path: {
      partnershipId: string;
    };
    body: UpdatePartnershipRequest;
    response: Partnership;
  };
  /** Update a tribe, group or team */
  '/api/v1/teams/{tribeId}': {
    path: {
      tribeId: string;
    };
    body: UpdateTribeRequest;
    response: Tribe;
  };
  /** Update a tribe, group or team */
  '/api/v1/tribes/{tribeId}': {
    path: {
      tribeId: string;
    };
    body: UpdateTribeRequest;
    response: Tribe;
  };
  /** Update a goal */
  '/api/v1/goals/{goalId}': {
    path: {
      goalId: string;
    };
    body: UpdateGoalRequest;
    response: Goal;
  };
  /** Edit your comment */
  '/api/v1/shared/{itemType}/{itemId}/comments/{commentId}': {
    path: {
      itemType: SharedItemType;
      itemId: string;
      commentId: string;
    };
    body: WriteSharedCommentRequest;
    response: SharedComment;
  };
  /** Change a system */
  '/api/v1/systems/{systemId}': {
    path: {
      systemId: string;
    };
    body: UpdateSystemRequest;
    response: System;
  };
  /** Change a check-in */
  '/api/v1/systems/{systemId}/checkins/{checkinId}': {
    path: {
      systemId: string;
      checkinId: string;
    };
    body: UpdateCheckinRequest;
    response: Checkin;
  };
  /** Update a group, an event, or a channel of a team */
  '/api/v1/conversations/{conversationId}': {
    path: {
      conversationId: string;
    };
    body: UpdateConversationRequest;
    response: Conversation;
  };
}

/** Every DELETE, by path. */
export interface DeleteCalls {
  /** Revoke a role of a user */
  '/api/v1/admin/users/{userId}/roles/{role}': {
    path: {
      userId: string;
      role: UserRole;
    };
    response: AdminUser;
  };
  /** Remove the verified mark of a user */
  '/api/v1/admin/users/{userId}/verified': {
    path: {
      userId: string;
    };
    response: AdminUser;
  };
  /** Disconnect a Google or Apple account */
  '/api/v1/auth/accounts/{provider}': {
    path: {
      provider: LoginProvider;
    };
    response: undefined;
  };
  /** Remove a passkey */
  '/api/v1/auth/passkeys/{passkeyId}': {
    path: {
      passkeyId: string;
    };
    response: undefined;
  };
  /** Remove the authenticator app and the recovery codes */
  '/api/v1/auth/second-factor': {
    response: undefined;
  };
  /** Log out all your other devices */
  '/api/v1/auth/sessions': {
    response: undefined;
  };
  /** Log out one of your devices */
  '/api/v1/auth/sessions/{sessionId}': {
    path: {
      sessionId: string;
    };
    response: undefined;
  };
  /** Delete your account */
  '/api/v1/settings/delete-account': {
    response: AccountDeletion;
  };
  /** Remove your cover picture */
  '/api/v1/users/me/cover-image': {
    response: undefined;
  };
  /** Remove your phone number */
  '/api/v1/users/me/phone': {
    response: undefined;
  };
  /** Remove your profile picture */
  '/api/v1/users/me/profile-image': {
    response: undefined;
  };
  /** End a friendship */
  '/api/v1/friends/{friendId}': {
    path: {
      friendId: string;
    };
    response: undefined;
  };
  /** Cancel a friend request */
  '/api/v1/friends/requests/{requestId}': {
    path: {
      requestId: string;
    };
    response: undefined;
  };
  /** Archive a tribe, group or team */
  '/api/v1/groups/{tribeId}': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Withdraw an invitation to a tribe, group or team */
  '/api/v1/groups/{tribeId}/invites/{inviteId}': {
    path: {
      tribeId: string;
      inviteId: string;
    };
    response: undefined;
  };
  /** Withdraw your request to join a tribe, group or team */
  '/api/v1/groups/{tribeId}/join': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Remove a member from a tribe, group or team */
  '/api/v1/groups/{tribeId}/members/{userId}': {
    path: {
      tribeId: string;
      userId: string;
    };
    response: undefined;
  };
  /** Unblock a user */
  '/api/v1/settings/blocked-users/{userId}': {
    path: {
      userId: string;
    };
    response: undefined;
  };
  /** Unmute a user */
  '/api/v1/settings/muted-users/{userId}': {
    path: {
      userId: string;
    };
    response: undefined;
  };
  /** Archive a tribe, group or team */
  '/api/v1/teams/{tribeId}': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Withdraw an invitation to a tribe, group or team */
  '/api/v1/teams/{tribeId}/invites/{inviteId}': {
    path: {
      tribeId: string;
      inviteId: string;
    };
    response: undefined;
  };
  /** Withdraw your request to join a tribe, group or team */
  '/api/v1/teams/{tribeId}/join': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Remove a member from a tribe, group or team */
  '/api/v1/teams/{tribeId}/members/{userId}': {
    path: {
      tribeId: string;
      userId: string;
    };
    response: undefined;
  };
  /** Archive a tribe, group or team */
  '/api/v1/tribes/{tribeId}': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Withdraw an invitation to a tribe, group or team */
  '/api/v1/tribes/{tribeId}/invites/{inviteId}': {
    path: {
      tribeId: string;
      inviteId: string;
    };
    response: undefined;
  };
  /** Withdraw your request to join a tribe, group or team */
  '/api/v1/tribes/{tribeId}/join': {
    path: {
      tribeId: string;
    };
    response: undefined;
  };
  /** Remove a member from a tribe, group or team */
  '/api/v1/tribes/{tribeId}/members/{userId}': {
    path: {
      tribeId: string;
      userId: string;
    };
    response: undefined;
  };
  /** Withdraw or decline a badge that is not signed */
  '/api/v1/badges/{badgeId}': {
    path: {
      badgeId: string;
    };
    response: undefined;
  };
  /** Delete a goal */
  '/api/v1/goals/{goalId}': {
    path: {
      goalId: string;
    };
    response: undefined;
  };
  /** Withdraw an invitation to a goal */
  '/api/v1/goals/{goalId}/invitations/{invitationId}': {
    path: {
      goalId: string;
      invitationId: string;
    };
    response: undefined;
  };
  /** Delete a milestone */
  '/api/v1/goals/{goalId}/milestones/{milestoneId}': {
    path: {
      goalId: string;
      milestoneId: string;
    };
    response: undefined;
  };
  /** Remove a participant from a goal or leave a goal */
  '/api/v1/goals/{goalId}/participants/{userId}': {
    path: {
      goalId: string;
      userId: string;
    };
    response: undefined;
  };
  /** Delete a reminder of a goal */
  '/api/v1/goals/{goalId}/reminders/{reminderId}': {
    path: {
      goalId: string;
      reminderId: string;
    };
    response: undefined;
  };
  /** Delete your comment */
  '/api/v1/shared/{itemType}/{itemId}/comments/{commentId}': {
    path: {
      itemType: SharedItemType;
      itemId: string;
      commentId: string;
    };
    response: undefined;
  };
  /** Remove your reaction to a check-in or a reflection */
  '/api/v1/shared/{itemType}/{itemId}/reaction': {
    path: {
      itemType: SharedItemType;
      itemId: string;
    };
    response: undefined;
  };
  /** Delete a system and its check-ins */
  '/api/v1/systems/{systemId}': {
    path: {
      systemId: string;
    };
    response: undefined;
  };
  /** Delete a check-in */
  '/api/v1/systems/{systemId}/checkins/{checkinId}': {
    path: {
      systemId: string;
      checkinId: string;
    };
    response: undefined;
  };
  /** Remove a vacation */
  '/api/v1/systems/{systemId}/vacations/{vacationId}': {
    path: {
      systemId: string;
      vacationId: string;
    };
    response: undefined;
  };
  /** Delete a notification */
  '/api/v1/notifications/{notificationId}': {
    path: {
      notificationId: string;
    };
    response: undefined;
  };
  /** End the pushes to a device */
  '/api/v1/notifications/push-tokens/{tokenId}': {
    path: {
      tokenId: string;
    };
    response: undefined;
  };
  /** Leave a group, archive a direct conversation, or close a channel of a team */
  '/api/v1/conversations/{conversationId}': {
    path: {
      conversationId: string;
    };
    response: undefined;
  };
  /** Delete the message that you are writing */
  '/api/v1/conversations/{conversationId}/draft': {
    path: {
      conversationId: string;
    };
    response: undefined;
  };
  /** Delete a message for all participants */
  '/api/v1/conversations/{conversationId}/messages/{messageId}': {
    path: {
      conversationId: string;
      messageId: string;
    };
    response: undefined;
  };
  /** Unpin a message */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/pin': {
    path: {
      conversationId: string;
      messageId: string;
    };
    response: undefined;
  };
  /** Remove your reaction to a message */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}': {
    path: {
      conversationId: string;
      messageId: string;
      /** Percent-encoded */
      emoji: string;
    };
    response: undefined;
  };
  /** Stop following the thread of a message */
  '/api/v1/conversations/{conversationId}/messages/{messageId}/thread/follow': {
    path: {
      conversationId: string;
      messageId: string;
    };
    response: undefined;
  };
  /** Remove a participant of a group, or leave it */
  '/api/v1/conversations/{conversationId}/participants/{userId}': {
    path: {
      conversationId: string;
      userId: string;
    };
    response: undefined;
  };
  /** End the mute of a word or phrase */
  '/api/v1/muted-words/{mutedWordId}': {
    path: {
      mutedWordId: string;
    };
    response: undefined;
  };
  /** Delete a media */
  '/api/v1/media/{mediaId}': {
    path: {
      mediaId: string;
    };
    response: undefined;
  };
  /** Cancel an upload that is not complete */
  '/api/v1/media/uploads/{mediaId}': {
    path: {
      mediaId: string;
    };
    response: undefined;
  };
  /** Delete your post, with its likes and comments */
  '/api/v1/posts/{postId}': {
    path: {
      postId: string;
    };
    response: undefined;
  };
  /** Take back your like of a post */
  '/api/v1/posts/{postId}/like': {
    path: {
      postId: string;
    };
    response: LikeState;
  };
  /** Delete your comment, or a comment on your post, with the replies to it */
  '/api/v1/posts/comments/{commentId}': {
    path: {
      commentId: string;
    };
    response: undefined;
  };
  /** Take back your like of a comment on a post */
  '/api/v1/posts/comments/{commentId}/like': {
    path: {
      commentId: string;
    };
    response: LikeState;
  };
  /** Delete your story */
  '/api/v1/stories/{storyId}': {
    path: {
      storyId: string;
    };
    response: undefined;
  };
}

export interface Account {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  email: string;
  email_verified: boolean;
  created_at: string;
  bio: string | null;
  cover_image_url: string | null;
  goals_achieved: number;
  photos_shared: number;
  /** Whether an admin has confirmed the identity of the user */
  is_verified: boolean;
  is_active: true;
  /** When a device last logged in or refreshed its token */
  last_seen_at: string | null;
  updated_at: string;
}

export interface AccountActivity {
  id: string;
  /** New types are added over time */
  activity_type: string;
  description: string;
  metadata: Record<string, unknown>;
  ip_address: string | null;
  user_agent: string | null;
  created_at: string;
}

export interface AccountActivityList {
  activities: AccountActivity[];
  pagination: Pagination;
}

export interface AccountDeletion {
  /** Until then, the link in the mail restores the account */
  erased_after: string;
}

export interface AccountSummary {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  email: string;
  email_verified: boolean;
  created_at: string;
  bio: string | null;
  cover_image_url: string | null;
  goals_achieved: number;
  photos_shared: number;
  /** Whether an admin has confirmed the identity of the user */
  is_verified: boolean;
}

export interface Achievement {
  id: string;
  code: string;
  name: string;
  description: string;
  icon_url: string | null;
  category: string;
  points: number;
  /** null until you earn it */
  earned_at: string | null;
}

export interface AchievementOverview {
  achievements: Achievement[];
  /** Your points */
  total_points: number;
}

export interface ActivityAchievement {
  id: string;
  name: string;
  points: number;
  icon_url: string | null;
}

export interface ActivityGoal {
  id: string;
  title: string;
}

export interface ActivityMilestone {
  id: string;
  title: string;
}

export interface ActivityReference {
  type: ActivityType;
  id: string;
}

export type ActivityType = 'checkin' | 'reflection' | 'goal';

export interface AddContributionRequest {
  /** Required for monetary contributions; a milestone or check-in without an amount counts as 0 */
  amount?: number;
  note?: string | null;
  contribution_type?: GoalContributionType;
}

export interface AddConversationParticipantsRequest {
  /** Friends of yours */
  participant_ids: string[];
  /** Only the owner can add admins */
  role?: AddedConversationRole;
}

export interface AddedConversationParticipants {
  participants: ConversationParticipant[];
}

export type AddedConversationRole = 'admin' | 'member';

/** A new contribution and the progress after it */
export interface AddedGoalContribution {
  id: string;
  goal_id: string;
  user_id: string;
  amount: number;
  note: string | null;
  contribution_type: GoalContributionType;
  created_at: string;
  /** The contribution that this entry corrects; its amount is then negative */
  corrects_id: string | null;
  /** The user who corrected; the note is the reason */
  corrected_by: string | null;
  goal_progress: GoalProgress;
}

export interface AddParticipantRequest {
  user_id: string;
  role?: AssignableGoalParticipantRole;
}

export interface AddPostCommentRequest {
  content: string;
  /** The comment to reply to. A reply to a reply joins the replies to its comment */
  parent_comment_id?: string | null;
}

export interface AddVacationRequest {
  starts_on: string;
  /** The last day, at most a year after the first */
  ends_on: string;
}

/** An activity of an account as admins see it */
export interface AdminActivity {
  id: string;
  /** New types are added over time */
  activity_type: string;
  description: string;
  metadata: Record<string, unknown>;
  ip_address: string | null;
  user_agent: string | null;
  created_at: string;
  /** The admin who acted on the account; null for the user of the account */
  actor_id: string | null;
}

export interface AdminActivityList {
  activities: AdminActivity[];
  pagination: Pagination;
}

/** A user as admins see it */
export interface AdminUser {
  id: string;
  username: string;
  full_name: string;
  email: string;
  email_verified: boolean;
  is_verified: boolean;
  is_active: boolean;
  banned_at: string | null;
  /** The end of a ban by a moderator that is in force. The account stays visible */
  banned_until: string | null;
  ban_reason: string | null;
  roles: UserRole[];
  created_at: string;
}

export interface AdminUserList {
  users: AdminUser[];
  pagination: Pagination;
}

export interface AlertAcknowledgement {
  user_id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  acknowledged_at: string | null;
}

export interface AlertAcknowledgementList {
  /** The members that the alert reaches, those who have acknowledged it first */
  acknowledgements: AlertAcknowledgement[];
}

export type AlertScope = 'channel' | 'team';

export interface AnswerCheckinQueryRequest {
  answer: string;
}

export interface AnswerMailedPartnershipInvitationRequest {
  /** From the link in the mail */
  token: string;
}

export interface Appeal {
  status: ModerationAppealStatus;
  created_at: string;
  decided_at: string | null;
}

export interface AppealByMailRequest {
  /** From the link in the mail */
  token: string;
  /** Why the decision was wrong */
  text: string;
}

export type AppealDecision = 'uphold' | 'overturn';

export interface AppealRequest {
  /** Why the decision was wrong */
  text: string;
}

export interface AppearanceSettings {
  theme_mode: ThemeMode;
  accent_color: string;
  font_size_multiplier: number;
  updated_at: string;
}

export interface ArchiveConversationRequest {
  is_archived: boolean;
}

export type AssignableGoalParticipantRole = 'member' | 'supporter' | 'viewer';

export interface AssignModerationCaseRequest {
  /** You, by default */
  moderator_id?: string;
}

export type AttachmentKind = 'image' | 'video' | 'audio' | 'file';

export interface AuthenticatorAssertion {
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
  userHandle?: string | null;
  attestationObject?: string | null;
}

export interface AuthenticatorAttestation {
  clientDataJSON: string;
  attestationObject: string;
  authenticatorData?: string;
  publicKey?: string;
  publicKeyAlgorithm?: number;
  transports?: string[];
}

export interface Badge {
  id: string;
  status: BadgeStatus;
  owner: UserCard;
  partner: UserCard;
  commitment: BadgeCommitment;
  proposed_at: string;
  signed_at: string | null;
  /** The signed content as canonical JSON (RFC 8785): `format`, `id`, `owner_id`, `partner_id`, `commitment`, `proposed_at`, `signed_at`, `key_id` */
  signed_text: string | null;
  /** Ed25519 over `signed_text` in UTF-8, base64url */
  signature: string | null;
  /** `kid` of the key in `/api/v1/badge-keys` */
  key_id: string | null;
}

export interface BadgeCommitment {
  type: BadgeCommitmentType;
  id: string;
  title: string;
  starts_on: string;
  ends_on: string;
  /** null for a goal */
  done_days: number | null;
  /** null for a goal */
  due_days: number | null;
  /** null for a goal */
  best_streak: number | null;
  streak_unit: StreakUnit | null;
}

export type BadgeCommitmentType = 'system' | 'goal';

export interface BadgeKey {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  alg: string;
  use: string;
}

export interface BadgeKeySet {
  keys: BadgeKey[];
}

export interface BadgeList {
  badges: Badge[];
  pagination: Pagination;
}

export type BadgeStatus = 'proposed' | 'signed';

export interface BanUserRequest {
  reason: string;
}

export interface Block {
  user_id: string;
  reason: string | null;
  blocked_at: string;
}

export interface BlockedUser {
  user_id: string;
  reason: string | null;
  blocked_at: string;
  user: UserCard;
}

export interface BlockedUserList {
  blocked_users: BlockedUser[];
  pagination: Pagination;
}

export interface BlockUserRequest {
  user_id: string;
  /** A note for yourself; no other user sees it */
  reason?: string | null;
}

export interface ChainEntry {
  seq: number;
  kind: ConversationEntryKind;
  /** null for a message from before you joined */
  message_id: string | null;
  /** SHA-256 of the facts of the entry */
  digest: string;
  /** The chain up to the entry */
  hash: string;
  /** SHA-256 of the salt and the content that the entry brought; null without one */
  content_hash: string | null;
}

export interface ChangePasswordRequest {
  current_password: string;
  new_password: string;
  confirm_password: string;
}

export interface ChangeTribeMemberRoleRequest {
  role: NewTribeRole;
}

export interface Channel {
  id: string;
  conversation_type: ConversationType;
  name: string | null;
  image_url: string | null;
  /** The goal of a group */
  goal_id: string | null;
  /** The event that the conversation plans; its title is the name */
  event: ConversationEvent | null;
  team_id: string;
  /** The partnership of a conversation of partners; the last one after its end */
  partnership: ConversationPartnership | null;
  /** The roles that see a channel; null for all roles */
  visible_roles: ChannelRole[] | null;
  is_group: boolean;
  /** The participants without you; in lists, the first ten */
  participants: ConversationParticipant[];
  /** With you */
  participants_count: number;
  my_role: ConversationRole;
  last_message: LastMessage | null;
  unread_count: number;
  /** Unread messages that mention you */
  mention_count: number;
  /** The message that you are writing */
  draft: Draft | null;
  is_muted: boolean;
  muted_until: string | null;
  /** The messages of which you are notified: all, or those that mention you and alerts */
  notification_level: NotificationLevel;
  is_archived: boolean;
  last_message_at: string | null;
  created_at: string;
}

export interface ChannelList {
  /** The oldest first */
  channels: Channel[];
}

export type ChannelRole = 'admin' | 'coach' | 'trainer' | 'captain' | 'player' | 'alumni';

export interface Checkin {
  id: string;
  system_id: string;
  user_id: string;
  partnership_id: string | null;
  client_id: string;
  checked_in_at: string;
  local_time: string;
  /** The day that the check-in counts for */
  local_date: string;
  status: CheckinStatus;
  /** Whether you are the partner who can verify it */
  awaiting_user_verification: boolean;
  value: number | null;
  notes: string | null;
  photo_url: string | null;
  /** Whether an import added it, instead of the owner recording it */
  imported: boolean;
  verified_by_partner_id: string | null;
  verified_at_utc: string | null;
  verifier_query: string | null;
  query_answer: string | null;
  created_at: string;
  updated_at: string;
}

export type CheckInFrequency = 'daily' | 'weekly';

export interface CheckinList {
  checkins: Checkin[];
  pagination: Pagination;
}

export type CheckinOutcome = 'completed' | 'skipped';

export type CheckinStatus =
  | 'completed'
  | 'skipped'
  | 'pending_verification'
  | 'verified_completed'
  | 'queried_by_partner';

export interface ConfirmSecondFactorRequest {
  code: string;
}

export interface Contact {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  is_friend: boolean;
  mutual_friends_count: number;
  friendship_status: FriendshipStatus;
}

export interface ContactList {
  contacts: Contact[];
}

export interface Conversation {
  id: string;
  conversation_type: ConversationType;
  name: string | null;
  image_url: string | null;
  /** The goal of a group */
  goal_id: string | null;
  /** The event that the conversation plans; its title is the name */
  event: ConversationEvent | null;
  /** The team of a channel */
  team_id: string | null;
  /** The partnership of a conversation of partners; the last one after its end */
  partnership: ConversationPartnership | null;
  /** The roles that see a channel; null for all roles */
  visible_roles: ChannelRole[] | null;
  is_group: boolean;
  /** The participants without you; in lists, the first ten */
  participants: ConversationParticipant[];
  /** With you */
  participants_count: number;
  my_role: ConversationRole;
  last_message: LastMessage | null;
  unread_count: number;
  /** Unread messages that mention you */
  mention_count: number;
  /** The message that you are writing */
  draft: Draft | null;
  is_muted: boolean;
  muted_until: string | null;
  /** The messages of which you are notified: all, or those that mention you and alerts */
  notification_level: NotificationLevel;
  is_archived: boolean;
  last_message_at: string | null;
  created_at: string;
}

export interface ConversationChain {
  /** The number before the first entry */
  after_seq: number;
  /** The chain up to `after_seq`; zeros when that is 0 */
  previous_hash: string;
  /** The oldest first */
  entries: ChainEntry[];
  /** Whether later entries follow */
  has_more: boolean;
}

export interface ConversationChanges {
  conversation: Conversation;
  /** You see the entries after this number; forget others */
  joined_seq: number;
  /** The number of the last entry */
  last_seq: number;
  /** The new entries, the oldest first: at most 50, and fewer when more than 24 conversations changed */
  entries: ConversationEntry[];
  /** The messages of the entries, and those whose reactions or pin have changed, in their current state, the oldest first. Of the URLs of attachments, they have the thumbnails of the newest 100 pictures only: read a message for the others */
  messages: Message[];
  /** Whether changes are missing: forget the messages before the entries, or all without entries, and list them */
  gap: boolean;
  /** The read marks that moved, also your own */
  read_marks: ReadMark[];
}

export interface ConversationEntry {
  seq: number;
  kind: ConversationEntryKind;
  /** The message in `messages`; null for a message from before you joined */
  message_id: string | null;
}

export type ConversationEntryKind = 'message' | 'edit' | 'delete';

export interface ConversationEvent {
  starts_at: string;
  ends_at: string | null;
  place: string | null;
}

export interface ConversationEventChanges {
  starts_at?: string;
  ends_at?: string | null;
  /** Where it is */
  place?: string | null;
}

export interface ConversationList {
  conversations: Conversation[];
  pagination: Pagination;
}

export interface ConversationMedia {
  attachment: MessageAttachment;
  message_id: string;
  /** The number of the message */
  seq: number;
  sender: UserCard;
  created_at: string;
}

export interface ConversationMediaList {
  /** Newest first */
  media: ConversationMedia[];
  pagination: Pagination;
}

export interface ConversationParticipant {
  user_id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  role: ConversationRole;
}

export interface ConversationPartnership {
  id: string;
  /** Partners write to each other while it is active; afterwards they read */
  is_active: boolean;
}

export interface ConversationReadState {
  conversation_id: string;
  unread_count: number;
  /** Unread messages that mention you */
  mention_count: number;
  read_at: string | null;
}

export type ConversationRole = 'owner' | 'admin' | 'member';

export type ConversationType =
  | 'direct'
  | 'group'
  | 'channel'
  | 'announcement'
  | 'partnership'
  | 'ai_coach'
  | 'event';

export interface CorrectContributionRequest {
  /** How much to take back; default: what remains of the contribution */
  amount?: number;
  reason: string;
}

export interface CoverImage {
  cover_image_url: string | null;
  updated_at: string;
}

export interface CreateAlertRequest {
  /** A channel of a team, for its members */
  conversation_id?: string;
  /** A team, for all its members */
  team_id?: string;
  content: string;
  reason?: string | null;
  /** `confirmation` of the 409 response to the same request without it */
  confirmation?: string;
}

export interface CreateChannelRequest {
  name: string;
  /** Admins, coaches, trainers and captains write in announcements */
  conversation_type?: NewChannelType;
  /** The roles that see the channel, besides admins and your own; null for all */
  visible_roles?: ChannelRole[] | null;
}

export interface CreateConversationRequest {
  conversation_type: NewConversationType;
  /** The other user of a direct conversation; friends of yours for a group or an event */
  participant_ids: string[];
  /** Of a group or an event; required */
  name?: string | null;
  /** Of a group or an event */
  image_url?: string | null;
  /** Of an event; required */
  event?: NewConversationEvent | null;
  /** Of a group: a goal that you manage. Its completion is reported in the conversation */
  goal_id?: string | null;
}

export interface CreateGoalRequest {
  title: string;
  description?: string | null;
  category?: string | null;
  goal_type: GoalType;
  /** Default: `amount` with an amount, `date` with a date, otherwise `boolean` */
  target_type?: GoalTargetType;
  /** With at most the decimals of the currency: 0 for JPY, 2 for USD, 3 for KWD */
  target_amount?: number | null;
  target_currency?: string;
  target_date?: string | null;
  /** Not after the target date */
  start_date?: string | null;
  priority?: GoalPriority;
  /** Whether the contribution that reaches the target amount completes the goal. Default: true for the target type `amount` */
  auto_complete?: boolean;
  is_public?: boolean;
  image_url?: string | null;
  /** `in_progress` means `active` */
  status?: InitialGoalStatus;
  /** Your friends who take part in a group goal */
  participant_ids?: string[];
}

export interface CreateImportRequest {
  source: ImportSource;
  format: ImportFormat;
  /** The text of the file, decoded from UTF-8 */
  content: string;
  /** Whether to report what would happen, and to write nothing else */
  dry_run?: boolean;
  /** The names of columns that are not recognized. Other columns are ignored and listed */
  columns?: ImportColumns;
  /** The habit of a file about one habit, without such a column */
  habit_name?: string;
  /** The order of day, month and year in dates such as `06/05/2026` */
  date_format?: ImportDateFormat;
  /** Habits of the file that continue in a system of yours. Others get a new daily system */
  habits?: ImportedHabit[];
  /** Whether your active partners see the new systems */
  shared_with_partner?: boolean;
}

export interface CreateMediaUploadRequest {
  purpose: MediaPurpose;
  /** The type of the bytes; a file of another type is rejected */
  content_type: MediaContentType;
  /** In bytes */
  size: number;
  /** The SHA-256 of the bytes, in hex */
  sha256: string;
}

export interface CreateMilestoneRequest {
  title: string;
  description?: string | null;
  /** The milestone is achieved as long as the amount of the goal reaches this value */
  target_value?: number | null;
  /** The position among the milestones, from 0; a number past the end is the last position */
  order_index?: number;
}

/** The invitee is either a friend (`user_id`) or an e-mail address (`email`) */
export interface CreatePartnershipRequest {
  kind?: PartnershipKind;
  name?: string | null;
  check_in_frequency?: CheckInFrequency;
  user_id?: string;
  /** The letters of an international domain may be written as such, or in its ASCII form */
  email?: string;
}

export interface CreatePostRequest {
  caption?: string | null;
  /** A goal that you take part in */
  goal_id?: string | null;
  /** Written by hand; nothing is read from the picture */
  location?: string | null;
  /** `everyone` means `public`, and `friends_only` means `friends` */
  visibility?: PostVisibilityName;
  /** `photo` with a media and `text` without one, if absent */
  post_type?: PostType;
  /** An upload with the purpose `post`; required unless the type is `text` */
  media_id?: string | null;
}

export interface CreateReflectionRequest {
  content: string;
  /** Your today, the default, or a day of the last week */
  reflection_date_local?: string;
  prompt_id?: string | null;
  prompt_text?: string | null;
  /** Whether your active partners see the reflection and may react to it */
  shared_with_partner?: boolean;
}

export interface CreateReportRequest {
  target_type: ReportTargetType;
  target_id: string;
  reason: ReportReason;
  /** More for the moderators */
  details?: string;
}

export interface CreateStoryRequest {
  /** An upload with the purpose `story` */
  media_id: string;
  media_type?: StoryMediaType;
  /** Seconds for which the story is shown */
  duration?: number;
}

export interface CreateSystemRequest {
  /** A goal that you take part in, except as a viewer */
  goal_id?: string | null;
  title: string;
  description?: string;
  frequency?: SystemFrequency;
  frequency_details?: SystemFrequencyDetails;
  /** Weekdays on which nothing is due, 0 for Monday; at most six */
  rest_days?: number[];
  metric_type?: SystemMetric;
  target_value?: number | null;
  target_unit?: string | null;
  /** `HH:MM` in your time zone */
  target_time_local?: string | null;
  verification_required?: boolean;
  /** Whether your active partners see the system; required for verification */
  shared_with_partner?: boolean;
  checkin_reminder?: boolean;
  /** `HH:MM` in your time zone */
  reminder_time_local?: string | null;
  /** The time zone in which the reminder stays; null if it follows yours */
  reminder_timezone?: string | null;
  ai_assistance_used?: boolean;
  /** The first day of a habit that you have already, at most a year ago, so that check-ins of the days since then can be added. Default: today */
  started_on?: string | null;
}

export interface CreateTribeRequest {
  name: string;
  description?: string | null;
  image_url?: string | null;
  /** Another name of image_url */
  group_image_url?: string | null;
  cover_image_url?: string | null;
  /** `everyone` means `public`, and `friends` means `friends_only` */
  privacy_level?: TribePrivacyName;
  /** An alternative to `privacy_level`: true means `private`, false means `public` */
  is_private?: boolean;
  require_approval?: boolean;
  max_members?: number;
}

export interface CustomGoalReminderRequest {
  reminder_type: 'custom';
  /** Weekdays, 0 for Monday */
  reminder_days: number[];
  /** `HH:MM` in your time zone */
  reminder_time: string;
  /** The time zone in which the reminder stays; null if it follows yours */
  timezone?: string | null;
  is_active?: boolean;
}

export interface DailyGoalReminderRequest {
  reminder_type: 'daily';
  reminder_days?: number[];
  /** `HH:MM` in your time zone */
  reminder_time: string;
  /** The time zone in which the reminder stays; null if it follows yours */
  timezone?: string | null;
  is_active?: boolean;
}

export interface DataArchive {
  /** Increases when the format of a section changes */
  schema_version: number;
  exported_at: string;
  user_id: string;
  /** By service and section */
  services: Record<string, Record<string, unknown[]>>;
}

export interface DataExport {
  id: string;
  status: DataExportStatus;
  requested_at: string;
  /** Until then, the link in the mail works */
  expires_at: string;
}

export type DataExportStatus = 'gathering' | 'ready';

export interface DecideAppealRequest {
  decision: AppealDecision;
  /** The reason, for moderators */
  note?: string;
}

export interface DecideModerationCaseRequest {
  action: ModerationActionKind;
  /** The end of a mute, which needs one, or of a ban, which has no end without it; at most a year from now. Not for other decisions */
  until?: string | null;
  /** The reason, for moderators */
  note?: string;
}

export interface DeviceInfo {
  device_type?: string;
  device_id?: string;
  app_version?: string;
}

export type DeviceType = 'ios' | 'android' | 'web';

export interface DiscoveryPreference {
  category: string;
  neighborhood: string | null;
  time_preference: TimePreference | null;
  preference_score: number;
  price_sensitivity: number;
  social_preference: number;
}

export interface DiscoveryPreferenceInput {
  category: string;
  /** The neighbourhood where the preference applies; everywhere if omitted */
  neighborhood?: string | null;
  /** The time of the day when the preference applies; always if omitted */
  time_preference?: TimePreference | null;
  preference_score?: number;
  price_sensitivity?: number;
  /** How much it matters that friends attend */
  social_preference?: number;
}

export interface DiscoveryProfile {
  birth_year: number | null;
  /** The age reached in the current year, in the time zone of the settings */
  age: number | null;
  location_neighborhood: string | null;
  preferences: DiscoveryPreference[];
  /** Null until the first change */
  updated_at: string | null;
}

export interface Draft {
  content: string;
  reply_to_message_id: string | null;
  updated_at: string;
}

export interface DraftState {
  /** The latest draft, which can be a newer draft; null when a message has ended it */
  draft: Draft | null;
}

export interface EarnedAchievement {
  id: string;
  code: string;
  name: string;
  description: string;
  icon_url: string | null;
  category: string;
  points: number;
  earned_at: string;
}

export interface EarnedAchievementList {
  achievements: EarnedAchievement[];
  total_points: number;
  pagination: Pagination;
}

export interface EditMessageRequest {
  content: string;
}

export interface EditPostCommentRequest {
  content: string;
}

export interface ExternalLogin {
  access_token: string;
  refresh_token: string;
  token_type: 'bearer';
  /** Lifetime of the access token in seconds */
  expires_in: number;
  user: AccountSummary;
  /** Whether this login created the account */
  is_new_account: boolean;
}

export interface Feed {
  /** The posts of the page */
  posts: Post[];
  /** Everything on the page in its order */
  entries: FeedEntry[];
  pagination: Pagination;
}

export interface FeedActivity {
  id: string;
  /** More types may follow */
  activity_type: FeedActivityType;
  user: UserCard;
  goal: ActivityGoal | null;
  milestone: ActivityMilestone | null;
  achievement: ActivityAchievement | null;
  time_ago: string;
  created_at: string;
}

export type FeedActivityType = 'goal_completed' | 'milestone_reached' | 'achievement_earned';

export interface FeedEntry {
  /** The id of the post or activity */
  id: string;
  /** More kinds may follow */
  entry_kind: FeedEntryKind;
  /** null for a post, which is in `posts` */
  activity: FeedActivity | null;
}

export type FeedEntryKind = 'post' | 'goal_update' | 'achievement';

export interface FeedEntryReasons {
  entry_id: string;
  /** null for an activity */
  post_id: string | null;
  /** The sum of the points of the reasons */
  score: number;
  reasons: FeedReason[];
}

export interface FeedReason {
  reason: FeedReasonName;
  points: number;
  text: string;
}

export type FeedReasonName =
  | 'own'
  | 'friend'
  | 'recent'
  | 'mutual_friends'
  | 'shared_goal'
  | 'interaction'
  | 'popular';

export type FeedType = 'friends' | 'following' | 'discover' | 'for_you';

export interface FetchDataArchiveRequest {
  token: string;
}

/** An invalid field */
export interface FieldError {
  /** JSON pointer to the invalid field */
  pointer: string;
  message: string;
  /** The part of the request; the body when absent */
  in?: FieldErrorPart;
}

export type FieldErrorPart = 'body' | 'query' | 'path';

export interface FindContactsRequest {
  /** The numbers as in the address book; invalid numbers are ignored */
  phone_numbers: string[];
  /** The country of the numbers that have no country code */
  country?: string;
}

export interface FinishLoginRequest {
  /** The `challenge_token` of SECOND_FACTOR_REQUIRED */
  challenge_token: string;
  code: string;
}

export interface FoundGoal {
  id: string;
  title: string;
  category: string | null;
  progress_percentage: number;
  participants_count: number;
}

export interface FoundGoalList {
  goals: FoundGoal[];
  pagination: Pagination;
}

export interface FoundMessage {
  message: Message;
  /** Where `content` of the message matches, counted in UTF-16 code units */
  highlights: SearchHighlight[];
}

export interface FoundMessageList {
  /** Newest first */
  results: FoundMessage[];
  /** `total` counts at most 500 messages */
  pagination: Pagination;
}

export interface FoundUserList {
  users: ListedUser[];
  /** True if no user matches the search and these users have similarly spelled names */
  spelled_alike: boolean;
  pagination: Pagination;
}

export interface FreeOperation {
  type: FreeOperationType;
  /** Chosen by the device, once per operation: the Idempotency-Key of the operation */
  id: string;
  /** The body of the endpoint */
  body: Record<string, unknown>;
}

export type FreeOperationType = 'reflection.create';

export interface Friend {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  is_online: boolean;
  last_seen_at: string | null;
  friendship_since: string;
  mutual_friends_count: number;
}

export interface FriendList {
  friends: Friend[];
  pagination: Pagination;
}

export type FriendOrder = 'recent' | 'alphabetical' | 'active';

export interface FriendRequest {
  id: string;
  /** The requester */
  user_id: string;
  /** The addressee */
  friend_id: string;
  status: FriendRequestStatus;
  requested_at: string;
}

export type FriendRequestAudience = 'everyone' | 'friends_of_friends' | 'no_one';

export type FriendRequestAudienceChange =
  | 'everyone'
  | 'friends_of_friends'
  | 'no_one'
  | 'public'
  | 'nobody';

export type FriendRequestDirection = 'incoming' | 'outgoing';

export interface FriendRequestList {
  requests: ListedFriendRequest[];
  pagination: Pagination;
}

export type FriendRequestStatus = 'pending' | 'accepted' | 'declined' | 'ended' | 'cancelled';

export type FriendshipStatus = 'self' | 'none' | 'request_sent' | 'request_received' | 'friends';

/** Your relation to a user */
export interface FriendStatus {
  user_id: string;
  friendship_status: FriendshipStatus;
  can_send_friend_request: boolean;
  can_send_message: boolean;
  mutual_friends_count: number;
  is_muted: boolean;
}

export interface FriendSuggestion {
  user: UserCard;
  reason: FriendSuggestionReason;
  mutual_friends_count: number;
  common_goals: number;
}

export interface FriendSuggestionList {
  suggestions: FriendSuggestion[];
  pagination: Pagination;
}

export type FriendSuggestionReason =
  | 'phone_contact'
  | 'mutual_friends'
  | 'common_goals'
  | 'same_tribe';

export interface Goal {
  id: string;
  /** null for viewers who do not take part and may not see the profile */
  creator_id: string | null;
  title: string;
  description: string | null;
  category: string | null;
  goal_type: GoalType;
  target_type: GoalTargetType;
  target_amount: number | null;
  target_currency: string;
  target_date: string | null;
  start_date: string | null;
  priority: GoalPriority;
  auto_complete: boolean;
  current_amount: number;
  progress_percentage: number;
  /** The progress as a share from 0 to 1, computed */
  progress_value: number;
  /** Days until the target date, from today in your time zone */
  days_remaining: number | null;
  image_url: string | null;
  status: GoalStatus;
  is_public: boolean;
  /** To viewers who do not take part, without participants whose profile they may not see */
  participants: GoalParticipant[];
  milestones: GoalMilestone[];
  completed_at: string | null;
  archived_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface GoalChanges {
  /** Whether this is the present state instead of changes */
  reset: boolean;
  /** Your goals that changed, the last change first */
  goals: GoalSummary[];
  /** Goals that were deleted or that you have left */
  removed_goal_ids: string[];
  /** Systems of you and your active partners that changed. Streaks also change as days pass */
  systems: System[];
  /** Systems that were deleted or are no longer shared: forget their check-ins too */
  removed_system_ids: string[];
  /** Check-ins in these systems that were recorded, changed or verified */
  checkins: Checkin[];
  removed_checkin_ids: string[];
  /** The partners whose shared systems you see: forget the systems of others */
  partner_ids: string[];
  /** The kinds of which further ones have changed: list them */
  gaps: GoalChangesKind[];
}

export type GoalChangesKind = 'goals' | 'systems' | 'checkins';

export interface GoalContribution {
  id: string;
  goal_id: string;
  user_id: string;
  amount: number;
  note: string | null;
  contribution_type: GoalContributionType;
  created_at: string;
  /** The contribution that this entry corrects; its amount is then negative */
  corrects_id: string | null;
  /** The user who corrected; the note is the reason */
  corrected_by: string | null;
  user: UserCard;
}

export interface GoalContributionList {
  contributions: GoalContribution[];
  pagination: Pagination;
}

export type GoalContributionType = 'monetary' | 'milestone' | 'checkin';

export interface GoalFeed {
  entries: GoalFeedEntry[];
  pagination: Pagination;
}

export interface GoalFeedEntry {
  id: string;
  entry_type: GoalFeedEntryType;
  goal: GoalOfFeed;
  /** null for goals that you do not take part in, and for a completed goal */
  user: UserCard | null;
  amount: number | null;
  milestone_title: string | null;
  created_at: string;
}

export type GoalFeedEntryType = 'contribution' | 'milestone' | 'completed';

export interface GoalHistory {
  goal_id: string;
  from: string;
  /** The last day, included */
  to: string;
  target_amount: number | null;
  target_currency: string;
  target_date: string | null;
  current_amount: number;
  progress_percentage: number;
  /** One entry per day, by your time zone, oldest first */
  days: GoalProgressDay[];
}

export interface GoalInvitation {
  id: string;
  role: AssignableGoalParticipantRole;
  created_at: string;
  goal: InvitedGoal;
  inviter: UserCard;
}

export interface GoalInvitationList {
  invitations: GoalInvitation[];
  pagination: Pagination;
}

export type GoalInvitationStatus = 'pending' | 'accepted';

export interface GoalList {
  goals: GoalSummary[];
  pagination: Pagination;
}

export interface GoalMilestone {
  id: string;
  goal_id: string;
  title: string;
  description: string | null;
  /** null for a milestone that is achieved by hand */
  target_value: number | null;
  achieved: boolean;
  achieved_at: string | null;
  /** null also for viewers who do not take part */
  achieved_by: string | null;
  order_index: number;
}

export interface GoalOfFeed {
  id: string;
  title: string;
  image_url: string | null;
  progress_percentage: number;
  is_public: boolean;
}

export interface GoalParticipant {
  user_id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  role: GoalParticipantRole;
  /** null for viewers who do not take part */
  contribution_amount: number | null;
}

export interface GoalParticipantPreview {
  user_id: string;
  profile_image_url: string | null;
}

export type GoalParticipantRole = 'creator' | 'member' | 'supporter' | 'viewer';

export type GoalPriority = 'high' | 'medium' | 'low';

export interface GoalProgress {
  current_amount: number;
  progress_percentage: number;
}

export interface GoalProgressDay {
  date: string;
  /** Contributed on this day */
  amount: number;
  /** At the end of the day; null in the future */
  total: number | null;
}

/** A time at which you are reminded of a goal */
export interface GoalReminder {
  id: string;
  goal_id: string;
  reminder_type: GoalReminderType;
  reminder_time: string;
  reminder_days: number[];
  timezone: string | null;
  is_active: boolean;
  next_reminder_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface GoalReminderList {
  reminders: GoalReminder[];
}

export type GoalReminderRequest =
  | DailyGoalReminderRequest
  | WeeklyGoalReminderRequest
  | CustomGoalReminderRequest;

export type GoalReminderType = 'daily' | 'weekly' | 'custom';

export interface GoalShare {
  user_id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  is_resting: boolean;
  resting_until: string | null;
  share: number;
  given_today: number;
  remaining: number;
}

export interface GoalShares {
  goal_id: string;
  /** The day, by the owner's calendar */
  date: string;
  currency: string;
  /** Including today */
  days_left: number;
  /** The sum of the shares of today */
  due: number;
  /** The sum of what remains of the shares */
  remaining: number;
  members: GoalShare[];
}

export type GoalStatus = 'not_started' | 'active' | 'paused' | 'completed' | 'cancelled';

export type GoalStatusChange =
  | 'not_started'
  | 'active'
  | 'paused'
  | 'completed'
  | 'cancelled'
  | 'in_progress'
  | 'on_hold'
  | 'achieved'
  | 'abandoned'
  | 'archived';

export type GoalStatusFilter =
  | 'not_started'
  | 'active'
  | 'paused'
  | 'completed'
  | 'cancelled'
  | 'in_progress'
  | 'on_hold'
  | 'achieved'
  | 'abandoned'
  | 'archived'
  | 'all';

export interface GoalSuggestion {
  category: string;
  friends: UserCard[];
  friends_count: number;
  reason: 'same_category';
}

export interface GoalSuggestionList {
  suggestions: GoalSuggestion[];
}

export interface GoalSummary {
  id: string;
  title: string;
  category: string | null;
  goal_type: GoalType;
  target_type: GoalTargetType;
  target_amount: number | null;
  target_currency: string;
  current_amount: number;
  progress_percentage: number;
  target_date: string | null;
  priority: GoalPriority;
  /** Days until the target date, from today in your time zone */
  days_remaining: number | null;
  image_url: string | null;
  participants_count: number;
  /** The first three participants, starting with the creator */
  participants_preview: GoalParticipantPreview[];
  status: GoalStatus;
  archived_at: string | null;
  created_at: string;
}

export type GoalTargetType = 'amount' | 'date' | 'milestone' | 'boolean';

export type GoalType = 'individual' | 'group';

export type GoalTypeFilter = 'individual' | 'group' | 'all';

export interface HandOverTribeRequest {
  /** The member who becomes the owner */
  user_id: string;
}

/** A file with the history of habits, and the report about it */
export interface Import {
  id: string;
  source: ImportSource;
  format: ImportFormat;
  dry_run: boolean;
  status: ImportStatus;
  /** Why the file as a whole was refused, such as `IMPORT_FILE_MALFORMED` */
  failure_code: string | null;
  counts: ImportCounts;
  created_at: string;
  finished_at: string | null;
  ignored_columns: string[];
  /** The first 500 refused lines */
  problems: ImportProblem[];
}

export type ImportColumnField =
  | 'habit'
  | 'habit_id'
  | 'date'
  | 'time'
  | 'status'
  | 'value'
  | 'unit'
  | 'note';

export type ImportColumns = Record<string, string>;

export interface ImportCounts {
  /** Entries to import, with those that are known or refused */
  entries: number;
  /** New check-ins, and from an export of Tribe also reflections, contributions and reminders of goals; in a dry run, those that would be new */
  imported: number;
  /** Entries that an earlier import has added */
  already_imported: number;
  refused: number;
  /** Entries that say that nothing was done */
  not_done: number;
  systems_created: number;
  /** Goals of an export of Tribe */
  goals_created: number;
}

export type ImportDateFormat = 'ymd' | 'dmy' | 'mdy';

export interface ImportedHabit {
  habit: string;
  system_id: string;
}

export type ImportFormat = 'csv' | 'json';

export interface ImportList {
  imports: ImportSummary[];
  pagination: Pagination;
}

export interface ImportProblem {
  /** The line of a CSV file, or the position in a JSON list, from 1 */
  line: number;
  code: string;
  field: string | null;
  message: string;
}

export type ImportSource = 'loop' | 'habitica' | 'streaks' | 'habitify' | 'generic' | 'tribe';

export type ImportStatus = 'pending' | 'completed' | 'failed';

export interface ImportSummary {
  id: string;
  source: ImportSource;
  format: ImportFormat;
  dry_run: boolean;
  status: ImportStatus;
  /** Why the file as a whole was refused, such as `IMPORT_FILE_MALFORMED` */
  failure_code: string | null;
  counts: ImportCounts;
  created_at: string;
  finished_at: string | null;
}

export type InitialGoalStatus = 'not_started' | 'active' | 'in_progress';

export interface InvitedGoal {
  id: string;
  title: string;
  category: string | null;
  target_type: GoalTargetType;
  target_amount: number | null;
  target_currency: string;
  target_date: string | null;
  image_url: string | null;
  participants_count: number;
  is_public: boolean;
}

/** The invitee is either a friend (`user_id`) or an e-mail address (`email`) */
export interface InvitePartnerRequest {
  user_id?: string;
  /** The letters of an international domain may be written as such, or in its ASCII form */
  email?: string;
}

export interface InviteToTribeRequest {
  /** One of your friends */
  user_id: string;
}

export interface JsonWebKey {
  kty: string;
  crv: string;
  /** A coordinate of the public key, in base64url */
  x: string;
  /** A coordinate of the public key, in base64url */
  y: string;
  kid: string;
  alg: string;
  use: string;
}

export interface JsonWebKeySet {
  keys: JsonWebKey[];
}

export interface LastMessage {
  id: string;
  /** The number of the message in its conversation; sort by it */
  seq: number;
  /** null for system messages and those of the coach, and after the account of the sender was erased */
  sender: UserCard | null;
  /** null for a deleted or hidden message; empty for attachments without a text */
  content: string | null;
  message_type: MessageType;
  /** Whether the coach has written the message */
  is_ai: boolean;
  metadata: SystemMessageMetadata | null;
  is_deleted: boolean;
  /** By a block between the sender and you, in a group */
  is_hidden: boolean;
  created_at: string;
}

export interface LikeState {
  is_liked_by_me: boolean;
  likes_count: number;
}

export interface LinkAccountRequest {
  id_token: string;
  /** The unhashed nonce that the app sent to the provider */
  nonce?: string;
}

export interface LinkedAccount {
  kind: LoginKind;
  linked_at: string;
}

export interface ListedFriendRequest {
  id: string;
  /** The requester */
  user_id: string;
  /** The addressee */
  friend_id: string;
  status: FriendRequestStatus;
  requested_at: string;
  /** The other user: the requester or the addressee */
  user: UserCard;
}

/** A user with your relation to them */
export interface ListedUser {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  is_friend: boolean;
  mutual_friends_count: number;
}

export interface LocaleSettings {
  timezone: string;
  day_starts_at: string;
  locale: string;
  quiet_hours: QuietHours;
  updated_at: string;
}

export interface Login {
  access_token: string;
  refresh_token: string;
  token_type: 'bearer';
  /** Lifetime of the access token in seconds */
  expires_in: number;
  user: AccountSummary;
}

export type LoginKind = 'password' | 'google' | 'apple';

export interface LoginMethods {
  accounts: LinkedAccount[];
  /** The number of passkeys; GET /auth/passkeys lists them */
  passkeys: number;
}

export type LoginProvider = 'google' | 'apple';

export interface LogInWithPasskeyRequest {
  challenge_id: string;
  credential: PasskeyCredential;
  device_info?: DeviceInfo;
}

export interface LogInWithPasswordRequest {
  /** The letters of an international domain may be written as such, or in its ASCII form */
  email: string;
  password: string;
  device_info?: DeviceInfo;
}

export interface LogInWithProviderRequest {
  id_token: string;
  /** The unhashed nonce that the app sent to the provider */
  nonce?: string;
  /** For a new account; derived from the name if omitted */
  username?: string;
  /** For a new account; the app receives it from Apple, because the Apple token does not contain it */
  full_name?: string;
  device_info?: DeviceInfo;
}

export interface Media {
  id: string;
  purpose: MediaPurpose;
  state: MediaState;
  content_type: string;
  size: number;
  /** Why the media was rejected */
  rejection: string | null;
  width: number | null;
  height: number | null;
  blurhash: string | null;
  color: string | null;
  /** The sizes of a ready picture, largest first */
  variants: MediaVariant[];
  /** The URL of a ready file */
  url: string | null;
  created_at: string;
}

export type MediaContentType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/avif'
  | 'image/gif'
  | 'application/pdf'
  | 'application/zip'
  | 'text/plain'
  | 'video/mp4'
  | 'video/quicktime'
  | 'audio/mp4'
  | 'video/webm'
  | 'audio/webm'
  | 'audio/mpeg'
  | 'audio/ogg'
  | 'audio/wav'
  | 'audio/aac';

export type MediaPurpose =
  | 'profile'
  | 'cover'
  | 'post'
  | 'story'
  | 'message'
  | 'goal'
  | 'check_in'
  | 'group'
  | 'event';

export type MediaState = 'uploading' | 'processing' | 'ready' | 'rejected' | 'deleted';

export interface MediaUpload {
  id: string;
  purpose: MediaPurpose;
  state: MediaState;
  content_type: string;
  size: number;
  /** Why the media was rejected */
  rejection: string | null;
  width: number | null;
  height: number | null;
  blurhash: string | null;
  color: string | null;
  /** The sizes of a ready picture, largest first */
  variants: MediaVariant[];
  /** The URL of a ready file */
  url: string | null;
  created_at: string;
  /** Where to send the bytes; null when they are complete already */
  upload: MediaUploadTarget | null;
  /** An upload that is not complete then is deleted */
  expires_at: string | null;
}

export interface MediaUploadTarget {
  method: 'PUT';
  url: string;
  /** Send these headers with these values; they are part of the signature */
  headers: Record<string, string>;
  /** A new URL is in the next response of this resource */
  expires_at: string;
}

export interface MediaVariant {
  name: string;
  width: number;
  height: number;
  /** A JPEG */
  url: string;
  /** The same picture as WebP, which is smaller */
  webp_url: string;
}

export interface Message {
  id: string;
  conversation_id: string;
  /** The number of the message in its conversation; sort by it */
  seq: number;
  /** null for system messages and those of the coach, and after the account of the sender was erased */
  sender: UserCard | null;
  /** null for a deleted or hidden message; empty for attachments without a text */
  content: string | null;
  message_type: MessageType;
  /** Whether the coach has written the message */
  is_ai: boolean;
  /** None of a deleted or hidden message */
  attachments: MessageAttachment[];
  /** `url` of the first attachment */
  media_url: string | null;
  metadata: SystemMessageMetadata | null;
  reply_to_message: RepliedMessage | null;
  /** The activity that the message answers, as it was then */
  reply_to_activity: RepliedActivity | null;
  /** The message whose thread the message belongs to */
  thread_root_id: string | null;
  /** false for a reply that is shown in its thread only */
  is_in_conversation: boolean;
  /** null without replies */
  thread: MessageThread | null;
  mentions: MessageMentions;
  /** Of your own messages only */
  client_msg_id: string | null;
  is_edited: boolean;
  is_deleted: boolean;
  /** By a block between the sender and you, in a group */
  is_hidden: boolean;
  /** Other participants that have read the message; empty in conversations of more than 50 participants, and for replies that are shown in their thread only */
  read_by: MessageReader[];
  /** The oldest first, without those of users hidden from you */
  reactions: MessageReactionCount[];
  is_pinned: boolean;
  /** The `sequence` of the last push about reactions to the message and its pin */
  version: number;
  seen_by_count: number;
  /** The chain of the conversation up to this message */
  hash: string;
  /** SHA-256 of the facts of the message */
  digest: string;
  /** SHA-256 of the salt and the original content */
  content_hash: string | null;
  /** SHA-256 of the attachments; null without any, and of messages whose digest does not cover them */
  attachments_hash: string | null;
  /** Of the current content, in hexadecimal */
  salt: string | null;
  created_at: string;
}

export interface MessageAttachment {
  media_id: string;
  kind: AttachmentKind;
  content_type: string;
  name: string | null;
  /** Of the uploaded bytes */
  size: number;
  width: number | null;
  height: number | null;
  blurhash: string | null;
  color: string | null;
  /** Whether the sender has deleted the picture or the file */
  is_removed: boolean;
  /** Of the file, or of the largest size of the picture; valid for minutes. null when it was removed, and while media does not answer */
  url: string | null;
  /** Of the smallest size of the picture */
  thumbnail_url: string | null;
  /** The sizes of a picture, largest first */
  variants: MessageAttachmentVariant[];
}

export interface MessageAttachmentRequest {
  /** A media that you uploaded for a message, and that is ready */
  media_id: string;
  /** The name of a file, for the participants */
  name?: string;
}

export interface MessageAttachmentVariant {
  name: string;
  width: number;
  height: number;
  /** A JPEG */
  url: string;
  /** The same picture as WebP, which is smaller */
  webp_url: string;
}

export type MessageAudience = 'everyone' | 'friends_only';

export type MessageAudienceChange = 'everyone' | 'friends_only' | 'public' | 'friends';

export interface MessageList {
  /** Newest first */
  messages: Message[];
  pagination: MessagePagination;
}

export interface MessageMentions {
  /** Participants named as `@username`, without users hidden from you */
  user_ids: string[];
  /** Whether the owner or an admin mentions everyone, as `@room` */
  room: boolean;
}

export interface MessagePagination {
  /** Whether older messages follow; with `after`, whether newer ones follow */
  has_more: boolean;
  /** `before` of the next page; with `after`, `after` of the next page */
  next_cursor: string | null;
}

export interface MessagePin {
  message: Message;
  /** null after the account of the user was erased */
  pinned_by: UserCard | null;
  pinned_at: string;
}

export interface MessagePinList {
  /** The message that was pinned last first */
  pins: MessagePin[];
}

export interface MessageReactionCount {
  emoji: string;
  count: number;
  /** Whether you have reacted with this emoji */
  is_own: boolean;
}

export interface MessageReader {
  user_id: string;
  read_at: string | null;
}

export interface MessageRequest {
  conversation_id: string;
  sender: UserCard;
  /** The first messages, oldest first */
  messages: Message[];
  requested_at: string;
}

export interface MessageRequestList {
  message_requests: MessageRequest[];
  pagination: Pagination;
}

export interface MessageThread {
  reply_count: number;
  last_reply_at: string;
  /** The last ones, without users hidden from you */
  repliers: UserCard[];
  /** Whether you follow the thread */
  is_following: boolean;
  /** Replies of others since you have read the thread, if you follow it; without those that the conversation shows and counts */
  unread_count: number;
  /** Those of them that mention you */
  mention_count: number;
}

export interface MessageThreadPage {
  root: Message;
  /** Newest first */
  replies: Message[];
  pagination: MessagePagination;
}

export type MessageType = 'text' | 'image' | 'video' | 'audio' | 'file' | 'system' | 'goal_update';

export interface ModerationAction {
  id: string;
  case_id: string;
  action: ModerationActionKind;
  until: string | null;
  note: string | null;
  moderator: UserCard | null;
  created_at: string;
  lifted_at: string | null;
}

export type ModerationActionKind =
  | 'dismiss'
  | 'delete_content'
  | 'warn'
  | 'mute_user'
  | 'remove_member'
  | 'ban_user';

export interface ModerationAppeal {
  status: ModerationAppealStatus;
  created_at: string;
  decided_at: string | null;
  id: string;
  text: string | null;
  decision_note: string | null;
  action: ModerationAction;
  case: ModerationCaseSummary;
}

export interface ModerationAppealList {
  appeals: ModerationAppeal[];
  pagination: Pagination;
}

export type ModerationAppealStatus = 'pending' | 'upheld' | 'overturned';

export type ModerationAppealStatusFilter = 'pending' | 'upheld' | 'overturned';

export interface ModerationAuditEntry {
  id: string;
  event: ModerationAuditEvent;
  actor_id: string | null;
  /** The assignee */
  other_id: string | null;
  details: Record<string, string>;
  created_at: string;
}

export type ModerationAuditEvent =
  | 'assigned'
  | 'context_read'
  | 'action_taken'
  | 'appealed'
  | 'appeal_decided';

export interface ModerationAuditList {
  entries: ModerationAuditEntry[];
  pagination: Pagination;
}

export interface ModerationCase {
  id: string;
  target_type: ReportTargetType;
  target_id: string;
  /** The user who is responsible for the target */
  subject_id: string | null;
  subject: UserCard | null;
  status: ModerationCaseStatus;
  severity: Severity;
  report_count: number;
  assignee_id: string | null;
  opened_at: string;
  last_reported_at: string;
  resolved_at: string | null;
  /** The newest 50 */
  reports: ModerationCaseReport[];
  actions: ModerationAction[];
  available_actions: ModerationActionKind[];
}

export interface ModerationCaseList {
  cases: ModerationCaseSummary[];
  pagination: Pagination;
}

export type ModerationCaseOrder = 'priority' | 'oldest';

export interface ModerationCaseReport {
  id: string;
  reporter: UserCard | null;
  reason: ReportReason;
  details: string | null;
  /** The text of the target at the time of the report */
  excerpt: string | null;
  /** The pictures and files of the target at the time of the report */
  media: ModerationCaseReportMedia[];
  created_at: string;
}

export interface ModerationCaseReportMedia {
  media_id: string;
  content_type: string | null;
  /** Of the file, or of the largest size of the picture; valid for minutes. null when its owner has deleted it, and while media does not answer */
  url: string | null;
  /** Of the smallest size of the picture */
  thumbnail_url: string | null;
}

export type ModerationCaseStatus = 'open' | 'assigned' | 'resolved';

export type ModerationCaseStatusFilter = 'open' | 'assigned' | 'resolved';

export interface ModerationCaseSummary {
  id: string;
  target_type: ReportTargetType;
  target_id: string;
  /** The user who is responsible for the target */
  subject_id: string | null;
  subject: UserCard | null;
  status: ModerationCaseStatus;
  severity: Severity;
  report_count: number;
  assignee_id: string | null;
  opened_at: string;
  last_reported_at: string;
  resolved_at: string | null;
}

export interface ModerationContext {
  lines: ModerationContextLine[];
}

export interface ModerationContextLine {
  id: string;
  author: UserCard | null;
  text: string | null;
  created_at: string;
}

export interface ModerationNotice {
  id: string;
  action: ModerationActionKind;
  target_type: ReportTargetType;
  target_id: string;
  until: string | null;
  created_at: string;
  lifted_at: string | null;
  /** You can appeal once, until this time */
  appeal_until: string;
  appeal: Appeal | null;
}

export interface ModerationNoticeList {
  actions: ModerationNotice[];
  pagination: Pagination;
}

export interface Mute {
  user_id: string;
  muted_at: string;
}

export interface MuteConversationRequest {
  /** null ends the mute */
  until: string | null;
}

export interface MutedUser {
  user_id: string;
  muted_at: string;
  user: UserCard;
}

export interface MutedUserList {
  muted_users: MutedUser[];
  pagination: Pagination;
}

export interface MutedWord {
  id: string;
  phrase: string;
  until: string | null;
  created_at: string;
}

export interface MutedWordList {
  muted_words: MutedWord[];
}

export interface MuteUserRequest {
  user_id: string;
}

export interface MuteWordRequest {
  /** A word, or several in a row. Case, accents and signs between words do not matter */
  phrase: string;
  /** In the future; for ever without a time */
  until?: string | null;
}

export interface NewAccount {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  email: string;
  email_verified: boolean;
  created_at: string;
}

export type NewChannelType = 'channel' | 'announcement';

export interface NewConversationEvent {
  starts_at: string;
  /** Default: it ends when it starts */
  ends_at?: string | null;
  /** Where it is */
  place?: string | null;
}

export type NewConversationType = 'direct' | 'group' | 'event';

export interface NewPasskeyCredential {
  id: string;
  rawId: string;
  type: 'public-key';
  response: AuthenticatorAttestation;
  clientExtensionResults?: Record<string, unknown>;
  authenticatorAttachment?: string | null;
}

/** In tribes and groups: `admin`, `moderator` or `member`. In teams: `admin`, `coach`, `trainer`, `captain`, `player` or `alumni` */
export type NewTribeRole =
  | 'admin'
  | 'moderator'
  | 'member'
  | 'coach'
  | 'trainer'
  | 'captain'
  | 'player'
  | 'alumni';

export interface Notification {
  id: string;
  /** New types are added over time */
  notification_type: string;
  title: string;
  message: string;
  related_user: NotificationUser | null;
  related_goal: NotificationGoal | null;
  image_url: string | null;
  icon_type: string;
  icon_color: string;
  action_url: string;
  is_read: boolean;
  time_ago: string;
  created_at: string;
}

export interface NotificationChanges {
  /** Whether these are the newest instead of changes */
  reset: boolean;
  /** Those created or read, the newest first */
  notifications: Notification[];
  /** Whether further ones have changed: list them */
  gap: boolean;
  unread_count: number;
}

export type NotificationFilter = 'all' | 'goals' | 'social' | 'system';

export interface NotificationGoal {
  id: string;
  title: string;
}

export type NotificationLevel = 'all' | 'mentions';

export interface NotificationList {
  notifications: Notification[];
  pagination: NotificationPagination;
}

export interface NotificationPagination {
  page: number;
  limit: number;
  /** Number of items of the whole list */
  total: number;
  total_pages: number;
  has_more: boolean;
  /** `cursor` of the next page; null on the last page */
  next_cursor: string | null;
  unread_count: number;
}

export interface NotificationPreferences {
  push_enabled: boolean;
  email_enabled: boolean;
  goal_reminders: boolean;
  friend_requests: boolean;
  messages: boolean;
  achievements: boolean;
  post_likes: boolean;
  post_comments: boolean;
  goal_updates: boolean;
  /** Null until the first update */
  updated_at: string | null;
}

/** The user who caused the notification */
export interface NotificationUser {
  id: string;
  username: string;
  profile_image_url: string | null;
}

export interface Pagination {
  page: number;
  limit: number;
  /** Number of items of the whole list */
  total: number;
  total_pages: number;
  has_more: boolean;
  /** `cursor` of the next page; null on the last page */
  next_cursor: string | null;
}

export interface Partnership {
  id: string;
  kind: PartnershipKind;
  name: string | null;
  /** Only the invitee sees `declined`; the inviter sees `pending_invite` until the invitation expires */
  status: PartnershipStatus;
  check_in_frequency: CheckInFrequency;
  /** The inviter */
  user1_id: string;
  /** The invitee; null until an invitation by e-mail is accepted */
  user2_id: string | null;
  /** The other user */
  partner: UserCard | null;
  invited_by_email: boolean;
  /** Null unless the invitation is pending */
  invite_expires_at: string | null;
  created_at: string;
  activated_at: string | null;
  paused_at: string | null;
  dissolved_at: string | null;
}

export type PartnershipKind = 'duo' | 'accountability';

export type PartnershipKindFilter = 'duo' | 'accountability' | 'all';

export interface PartnershipList {
  partnerships: Partnership[];
  pagination: Pagination;
}

export type PartnershipStatus =
  | 'pending_invite'
  | 'active'
  | 'paused'
  | 'dissolved'
  | 'expired_invite'
  | 'declined';

export type PartnershipStatusFilter =
  | 'pending_invite'
  | 'active'
  | 'paused'
  | 'dissolved'
  | 'expired_invite'
  | 'declined'
  | 'current'
  | 'ended'
  | 'all';

export interface PartnerToday {
  partnership_id: string;
  user: UserCard;
  /** Systems that are due today */
  due: number;
  /** Of these, done */
  done: number;
  /** The longest current streak */
  best_streak: number;
}

export interface Passkey {
  id: string;
  name: string;
  /** Whether the passkey is on more than one device */
  backed_up: boolean;
  created_at: string;
  last_used_at: string | null;
}

export interface PasskeyAssertion {
  challenge_id: string;
  credential: PasskeyCredential;
}

export interface PasskeyChallenge {
  challenge_id: string;
  options: WebAuthnOptions;
}

export interface PasskeyCredential {
  id: string;
  rawId: string;
  type: 'public-key';
  response: AuthenticatorAssertion;
  clientExtensionResults?: Record<string, unknown>;
  authenticatorAttachment?: string | null;
}

export interface PasskeyList {
  passkeys: Passkey[];
}

export interface PhoneVerification {
  verified: boolean;
  verified_at: string | null;
  /** The privacy setting, which takes effect once a number is verified */
  discoverable_by_phone: boolean;
}

export type PictureFile =
  | 'large.jpg'
  | 'large.webp'
  | 'medium.jpg'
  | 'medium.webp'
  | 'thumb.jpg'
  | 'thumb.webp';

export type PicturePurpose = 'profile' | 'cover';

export interface Post {
  id: string;
  user: UserCard;
  caption: string | null;
  post_type: PostType;
  media_id: string | null;
  /** Only the author sees a post whose media is not ready */
  media_state: PostMediaState | null;
  media_url: string | null;
  media_thumbnail_url: string | null;
  media_width: number | null;
  media_height: number | null;
  media_blurhash: string | null;
  goal: PostGoal | null;
  location: string | null;
  visibility: PostVisibility;
  is_archived: boolean;
  likes_count: number;
  comments_count: number;
  is_liked_by_me: boolean;
  time_ago: string;
  created_at: string;
  updated_at: string;
}

export interface PostComment {
  id: string;
  post_id: string;
  user: UserCard;
  content: string;
  parent_comment_id: string | null;
  likes_count: number;
  replies_count: number;
  is_liked_by_me: boolean;
  edited_at: string | null;
  created_at: string;
}

export interface PostCommentList {
  comments: PostComment[];
  pagination: Pagination;
}

export interface PostGoal {
  id: string;
  title: string;
}

export interface PostLike {
  user: UserCard;
  created_at: string;
}

export interface PostLikeList {
  likes: PostLike[];
  pagination: Pagination;
}

export interface PostList {
  posts: Post[];
  pagination: Pagination;
}

export type PostMediaState = 'processing' | 'ready' | 'gone';

export type PostType = 'photo' | 'video' | 'text';

export type PostVisibility = 'public' | 'friends' | 'private';

export type PostVisibilityName = 'public' | 'friends' | 'private' | 'everyone' | 'friends_only';

export interface PriorityAlert {
  id: string;
  conversation_id: string;
  /** null after the account of the sender was erased */
  sender: UserCard | null;
  message: Message;
  reason: string | null;
  /** Whether the alert is for the members of the channel or of the whole team */
  scope: AlertScope;
  acknowledged_count: number;
  /** By you */
  is_acknowledged: boolean;
  created_at: string;
}

export interface PriorityAlertList {
  /** Newest first */
  alerts: PriorityAlert[];
  pagination: Pagination;
}

export interface PrivacySettings {
  profile_visibility: ProfileVisibility;
  online_status_visible: boolean;
  appear_in_suggestions: boolean;
  who_can_send_friend_requests: FriendRequestAudience;
  who_can_send_messages: MessageAudience;
  share_activity_with_friends: boolean;
  calendar_visible_to_friends: boolean;
  share_location: boolean;
  /** Whether friends invite you to goals instead of adding you */
  ask_before_adding_to_goals: boolean;
  discoverable_by_phone: boolean;
  updated_at: string;
}

/** Problem details (RFC 9457) */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** Stable error code */
  code: string;
  /** One sentence about this occurrence */
  detail?: string;
  errors?: FieldError[];
  request_id?: string;
  [name: string]: unknown;
}

export interface ProfileImage {
  profile_image_url: string | null;
  updated_at: string;
}

export type ProfileVisibility = 'everyone' | 'friends_only' | 'private';

export type ProfileVisibilityChange =
  | 'everyone'
  | 'friends_only'
  | 'private'
  | 'public'
  | 'friends';

export interface ProgressDashboard {
  /** The date of your day */
  today: string;
  /** Systems that are due today */
  due: number;
  /** Of these, done */
  done: number;
  /** The longest current streak */
  best_streak: number;
  /** Your active systems, newest first, at most 100 */
  systems: SystemToday[];
  has_more_systems: boolean;
  /** Your active goals, newest first, at most 20 */
  goals: GoalSummary[];
  has_more_goals: boolean;
  /** Your active partners, by the systems that they share */
  partners: PartnerToday[];
  /** The latest check-ins of your partners that you can verify, at most 20 */
  awaiting_verification: Checkin[];
  awaiting_verification_count: number;
}

export type ProgressPeriod = 'week' | 'month' | 'year';

export interface ProposeBadgeRequest {
  /** An active partner, who confirms the badge */
  partner_id: string;
  /** A system of yours that is shared with partners */
  system_id?: string;
  /** A completed goal that you take part in */
  goal_id?: string;
  starts_on: string;
  /** Before today, and at most 366 days from the start */
  ends_on: string;
}

export type PushedOperation = TargetedOperation | FreeOperation;

export interface PushOperationsRequest {
  /** In the order in which they were made */
  operations: PushedOperation[];
}

export interface PushResult {
  id: string;
  /** Of the endpoint */
  status: number;
  /** The response of the endpoint, when it succeeded */
  body: Record<string, unknown> | null;
  /** The problem of the endpoint, when it refused */
  problem: Record<string, unknown> | null;
}

export interface PushResults {
  /** Of the first operations, in their order; the others were not tried */
  results: PushResult[];
  /** Whether all operations have a result. Otherwise, send the others again */
  is_complete: boolean;
  /** Seconds to wait before, when not complete */
  retry_after: number | null;
}

export interface PushToken {
  id: string;
  device_type: DeviceType;
  created_at: string;
}

export interface QueryCheckinRequest {
  question: string;
}

export interface QuietHours {
  enabled: boolean;
  start: string;
  end: string;
}

export interface QuietHoursChange {
  enabled?: boolean;
  start?: string;
  end?: string;
}

export interface ReactToSharedItemRequest {
  emoji: string;
}

export interface ReadConversationRequest {
  /** Default: the newest message */
  message_id?: string;
}

export interface ReadMark {
  user_id: string;
  /** The mark covers the messages after this number */
  joined_seq: number;
  /** The messages up to this number are read */
  read_seq: number;
  read_at: string | null;
}

export interface ReadNotification {
  id: string;
  is_read: true;
  read_at: string;
}

export interface ReadNotificationCount {
  updated_count: number;
  unread_count: number;
}

export interface ReadThreadRequest {
  /** Default: the newest reply */
  message_id?: string;
}

export interface ReceivedTribeInvitation {
  id: string;
  tribe_id: string;
  inviter_id: string;
  invitee_id: string;
  status: 'pending';
  created_at: string;
  expires_at: string;
  tribe: Tribe;
  inviter: UserCard | null;
}

export interface ReceivedTribeInvitationList {
  invites: ReceivedTribeInvitation[];
  pagination: Pagination;
}

export interface RecentAuthentication {
  recent_until: string;
}

export interface RecordCheckinRequest {
  /** Chosen by the device. The same id again returns the first check-in, for ever */
  client_id: string;
  /** When it happened */
  checked_in_at: string;
  /** The time that the device showed. It decides the date. Default: by your time zone in the settings */
  local_time?: string;
  status?: CheckinOutcome;
  value?: number | null;
  notes?: string | null;
  photo_url?: string | null;
}

export interface RecoveryCodes {
  /** Each code replaces a code of the app once. The codes are not shown again. */
  recovery_codes: string[];
}

export interface Reflection {
  id: string;
  user_id: string;
  partnership_id: string | null;
  reflection_date_local: string;
  content: string;
  prompt_id: string | null;
  prompt_text: string | null;
  shared_with_partner: boolean;
  created_at: string;
  updated_at: string;
}

export interface ReflectionList {
  reflections: Reflection[];
  pagination: Pagination;
}

export interface RefreshTokensRequest {
  refresh_token: string;
}

export interface RefuseInvitationsRequest {
  /** From the link in the mail */
  token: string;
}

export interface RegisterPasskeyRequest {
  challenge_id: string;
  name: string;
  credential: NewPasskeyCredential;
}

export interface RegisterPushTokenRequest {
  /** Of this installation of the app, from the push service */
  token: string;
  device_type: DeviceType;
}

export interface RegisterUserRequest {
  /** The letters of an international domain may be written as such, or in its ASCII form */
  email: string;
  /** Names that speak for Tribe, such as `admin` and `support`, are reserved */
  username: string;
  /** Names that speak for Tribe, such as `Tribe Support`, are reserved */
  full_name: string;
  password: string;
  confirm_password: string;
}

export interface Registration {
  access_token: string;
  refresh_token: string;
  token_type: 'bearer';
  /** Lifetime of the access token in seconds */
  expires_in: number;
  user: NewAccount;
}

export interface RenamePasskeyRequest {
  name: string;
}

export interface RenameSessionRequest {
  name: string | null;
}

export interface RepliedActivity {
  type: ActivityType;
  id: string;
  author_id: string;
  /** The beginning of its text, or its title; empty for a check-in without notes */
  summary: string;
}

export interface RepliedMessage {
  id: string;
  sender: UserCard | null;
  content: string | null;
  message_type: MessageType;
  /** Whether the coach has written the message */
  is_ai: boolean;
  is_deleted: boolean;
  is_hidden: boolean;
}

export interface Report {
  id: string;
  target_type: ReportTargetType;
  target_id: string;
  reason: ReportReason;
  details: string | null;
  /** The decision itself is not revealed */
  status: ReportStatus;
  created_at: string;
  reviewed_at: string | null;
}

export interface ReportList {
  reports: Report[];
  pagination: Pagination;
}

export type ReportReason =
  | 'spam'
  | 'harassment'
  | 'hate'
  | 'self_harm'
  | 'violence'
  | 'sexual'
  | 'illegal'
  | 'impersonation'
  | 'other';

export type ReportStatus = 'received' | 'reviewed';

export type ReportTargetType =
  | 'user'
  | 'tribe'
  | 'message'
  | 'conversation'
  | 'goal'
  | 'checkin'
  | 'reflection'
  | 'comment'
  | 'post'
  | 'story'
  | 'post_comment';

export interface ResetPasswordRequest {
  token: string;
  new_password: string;
  confirm_password: string;
}

export interface RestFromGoalRequest {
  /** The last day of the rest; null, or yesterday, ends the rest */
  until: string | null;
}

export interface RestoreAccountRequest {
  token: string;
}

export interface Retention {
  /** Days after which the contents of messages are erased; null keeps them */
  retention_days: number | null;
}

export interface SaveDraftRequest {
  content: string;
  reply_to_message_id?: string | null;
  /** When you wrote it, by your clock. The latest draft wins; a time in the future counts as now. */
  updated_at: string;
}

export interface SearchHighlight {
  start: number;
  /** Behind the last character */
  end: number;
}

export interface SecondFactor {
  enabled: boolean;
  enabled_at: string | null;
  recovery_codes_left: number;
}

export interface SecondFactorEnrolment {
  /** In base32, for manual entry */
  secret: string;
  /** The content of the QR code */
  otpauth_uri: string;
}

export interface SendFriendRequestRequest {
  user_id: string;
}

export interface SendMailRequest {
  /** The letters of an international domain may be written as such, or in its ASCII form */
  email: string;
}

export interface SendMessageRequest {
  /** Required without attachments and `emoji_content` */
  content?: string;
  /** The content of a message of emoji only, instead of `content` */
  emoji_content?: string;
  attachments?: MessageAttachmentRequest[];
  message_type?: SentMessageType;
  reply_to_message_id?: string | null;
  /** A check-in, reflection or goal that the message answers: of the other user of a direct conversation or of partners, or your own */
  reply_to_activity?: ActivityReference | null;
  /** The message whose thread the message belongs to */
  thread_root_id?: string | null;
  /** Whether the conversation shows a reply in a thread too */
  also_in_conversation?: boolean;
  /** Chosen by the client, once per message. A repeated request returns the first message, for ever. Required without an Idempotency-Key. */
  client_msg_id?: string;
}

export interface SentGoalInvitation {
  id: string;
  role: AssignableGoalParticipantRole;
  created_at: string;
  goal_id: string;
  user: UserCard;
  /** A declined invitation looks pending; `accepted`: a friend was added directly */
  status: GoalInvitationStatus;
}

export interface SentGoalInvitationList {
  invitations: SentGoalInvitation[];
  pagination: Pagination;
}

export type SentMessageType = 'text';

export interface SentTribeInvitation {
  id: string;
  tribe_id: string;
  inviter_id: string;
  invitee_id: string;
  status: 'pending';
  created_at: string;
  expires_at: string;
  invitee: UserCard;
}

export interface SentTribeInvitationList {
  invites: SentTribeInvitation[];
  pagination: Pagination;
}

export interface Session {
  id: string;
  /** The name that the owner gave the device */
  name: string | null;
  device_type: string | null;
  app_version: string | null;
  /** The IPv4 address or IPv6 network from which the session was last used */
  network: string | null;
  /** The place of the network; null when it is not known */
  place: SessionPlace | null;
  /** Whether this is the session of the request */
  current: boolean;
  created_at: string;
  /** When it was opened or last refreshed */
  last_used_at: string;
  expires_at: string;
}

export interface SessionList {
  sessions: Session[];
  pagination: Pagination;
}

export interface SessionPlace {
  /** In English */
  city: string | null;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
}

export interface SetNotificationLevelRequest {
  /** null for the default: mentions in a channel of a team, and all elsewhere */
  level: NotificationLevel | null;
}

export interface SetPictureRequest {
  /** A media that you uploaded for this purpose, and that is ready */
  media_id: string;
}

export interface Settings {
  user_id: string;
  /** The response of GET /settings/privacy, without `updated_at` */
  privacy: Record<string, unknown> | null;
  /** The response of GET /settings/appearance, without `updated_at` */
  appearance: Record<string, unknown> | null;
  /** The response of GET /settings/locale, without `updated_at` */
  locale: Record<string, unknown> | null;
  /** The response of GET /notifications/preferences, without `updated_at` */
  notifications: Record<string, unknown> | null;
  /** Sections that could not be read in time and are null */
  unavailable: SettingsSection[];
}

export type SettingsSection = 'privacy' | 'appearance' | 'locale' | 'notifications';

export type Severity = 'low' | 'medium' | 'high';

export interface SharedComment {
  id: string;
  item_type: SharedItemType;
  item_id: string;
  user: UserCard;
  content: string;
  edited_at: string | null;
  created_at: string;
}

export interface SharedCommentList {
  comments: SharedComment[];
  pagination: Pagination;
}

export type SharedItemType = 'checkin' | 'reflection';

export interface SharedReaction {
  item_type: SharedItemType;
  item_id: string;
  emoji: string;
  user: UserCard;
  reacted_at: string;
}

export interface SharedReactionList {
  reactions: SharedReaction[];
  pagination: Pagination;
}

/** Exactly one of the three proofs */
export interface StepUpSessionRequest {
  password?: string;
  passkey?: PasskeyAssertion;
  /** From the authenticator app, or a recovery code */
  code?: string;
}

export interface Story {
  id: string;
  user_id: string;
  /** Only the author sees a story whose media is not ready */
  media_state: StoryMediaState;
  media_url: string | null;
  media_thumbnail_url: string | null;
  media_type: StoryMediaType;
  duration: number;
  views_count: number;
  viewed_by_me: boolean;
  expires_at: string;
  created_at: string;
}

export interface StoryList {
  stories: UserStories[];
}

export type StoryMediaState = 'processing' | 'ready' | 'gone';

export type StoryMediaType = 'image' | 'video';

export interface StoryView {
  user: UserCard;
  viewed_at: string;
}

export interface StoryViewList {
  views: StoryView[];
  pagination: Pagination;
}

export interface Streak {
  system_id: string;
  unit: StreakUnit;
  current_streak: number;
  /** In the same unit */
  longest_streak: number;
  status_today: StreakDayRule;
  /** The date of the owner’s day */
  today: string;
  freezes_available: number;
}

export interface StreakDay {
  date: string;
  rule: StreakDayRule;
  /** The check-ins, the freeze, the vacation or the pause that decided */
  evidence_ids: string[];
  /** At the end of the day */
  streak: number;
  /** On the last day of a week, if the streak counts weeks */
  week: StreakWeekOutcome | null;
}

export type StreakDayRule =
  | 'done'
  | 'done_late'
  | 'skipped'
  | 'frozen'
  | 'vacation'
  | 'paused'
  | 'rest'
  | 'shortened'
  | 'not_scheduled'
  | 'missed'
  | 'pending';

export interface StreakExplanation {
  system_id: string;
  unit: StreakUnit;
  days: StreakDay[];
}

export interface StreakSummary {
  unit: StreakUnit;
  current_streak: number;
  /** In the same unit */
  longest_streak: number;
  status_today: StreakDayRule;
}

export type StreakUnit = 'days' | 'weeks';

export type StreakWeekOutcome = 'kept' | 'frozen' | 'missed' | 'neutral';

export interface Sync {
  /** Whether this is the state instead of changes: forget what you have stored */
  reset: boolean;
  /** Those that changed, at most 200; after a reset, the first 25 of the list */
  conversations: ConversationChanges[];
  /** Conversations in which you are no longer a participant: forget them */
  left_conversation_ids: string[];
  /** null while notifications are unavailable; the next call returns the changes */
  notifications: NotificationChanges | null;
  /** null while goals are unavailable; the next call returns the changes */
  goals: GoalChanges | null;
  /** Whether more changes follow: ask again at once */
  has_more: boolean;
  cursor: string;
}

/** A habit of a user */
export interface System {
  id: string;
  user_id: string;
  goal_id: string | null;
  title: string;
  description: string;
  status: SystemStatus;
  frequency: SystemFrequency;
  frequency_details: SystemFrequencyDetails;
  rest_days: number[];
  metric_type: SystemMetric;
  target_value: number | null;
  target_unit: string | null;
  target_time_local: string | null;
  verification_required: boolean;
  shared_with_partner: boolean;
  checkin_reminder: boolean;
  reminder_time_local: string | null;
  reminder_timezone: string | null;
  ai_assistance_used: boolean;
  /** The first day of a habit that is older than the system */
  started_on: string | null;
  streak: StreakSummary;
  created_at: string;
  updated_at: string;
}

export type SystemFrequency = 'daily' | 'weekly' | 'times_per_week' | 'monthly' | 'rrule';

export interface SystemFrequencyDetails {
  /** For `weekly`, 0 for Monday */
  days_of_week?: number[];
  /** For `times_per_week`: days per week from Monday to Sunday */
  times?: number;
  /** For `monthly`; 29 to 31 mean the last day of a shorter month */
  day_of_month?: number;
  /** For `rrule`: `FREQ` (DAILY, WEEKLY, MONTHLY), `INTERVAL` up to 12, `BYDAY`, `BYMONTHDAY`, and `COUNT` or `UNTIL` */
  rule?: string;
}

export interface SystemList {
  systems: System[];
  pagination: Pagination;
}

export type SystemMessageAction =
  | 'participants_added'
  | 'participant_removed'
  | 'participant_left'
  | 'renamed'
  | 'image_changed'
  | 'goal_completed'
  | 'retention_changed'
  | 'roles_changed'
  | 'type_changed'
  | 'event_changed';

export interface SystemMessageMetadata {
  action: SystemMessageAction;
  actor_id: string;
  /** The users that were added or removed, or that left */
  user_ids: string[];
  /** The new owner, when the owner has left */
  owner_id: string | null;
  /** The new name */
  name: string | null;
  /** The completed goal */
  goal_id?: string;
  goal_title?: string;
}

export type SystemMetric = 'binary' | 'counter' | 'duration' | 'pages';

export interface SystemProgress {
  system_id: string;
  from: string;
  /** The last day, included */
  to: string;
  unit: StreakUnit;
  current_streak: number;
  /** In the same unit */
  longest_streak: number;
  status_today: StreakDayRule;
  target_value: number | null;
  target_unit: string | null;
  summary: SystemProgressSummary;
  /** One entry per day of the owner, oldest first */
  days: SystemProgressDay[];
}

export interface SystemProgressDay {
  date: string;
  /** null before the system existed and in the future */
  rule: StreakDayRule | null;
  /** For a heat-map: 0 for not done, 4 for done as planned */
  level: number;
  /** The sum of the day */
  value: number | null;
  checkins: number;
  /** At the end of the day */
  streak: number | null;
  /** Done days by due days in the seven days to this one; null if nothing was due */
  trend: number | null;
}

export interface SystemProgressSummary {
  done_days: number;
  due_days: number;
  missed_days: number;
  /** Done days by due days; null if nothing was due */
  completion_rate: number | null;
  total_value: number;
}

export type SystemStatus = 'active' | 'paused' | 'inactive';

export type SystemStatusFilter = 'active' | 'paused' | 'inactive' | 'all';

export interface SystemToday {
  id: string;
  goal_id: string | null;
  title: string;
  metric_type: SystemMetric;
  target_value: number | null;
  target_unit: string | null;
  target_time_local: string | null;
  verification_required: boolean;
  streak: StreakSummary;
  /** Whether the system is due today, or was done */
  is_due: boolean;
  /** The sum of today */
  value_today: number | null;
}

export interface SystemVacation {
  id: string;
  system_id: string;
  starts_on: string;
  ends_on: string;
}

export interface SystemVacationList {
  vacations: SystemVacation[];
}

export interface TargetedOperation {
  type: TargetedOperationType;
  /** The conversation, goal or system */
  target_id: string;
  /** Chosen by the device, once per operation: the Idempotency-Key of the operation */
  id: string;
  /** The body of the endpoint */
  body: Record<string, unknown>;
}

export type TargetedOperationType =
  | 'message.send'
  | 'conversation.read'
  | 'goal.contribute'
  | 'goal.complete'
  | 'system.check_in';

export interface TeamYear {
  team_id: string;
  /** The last day of the year of the team, repeated every year; null when messages are not archived */
  year_ends_on: string | null;
  /** Messages from before this time are archived */
  archived_before: string | null;
}

export type ThemeMode = 'light' | 'dark' | 'system';

export interface ThreadList {
  /** The messages whose threads you follow, those with the newest reply first */
  messages: Message[];
  pagination: Pagination;
}

export type TimePreference = 'morning' | 'afternoon' | 'evening' | 'night';

export interface TokenPair {
  access_token: string;
  refresh_token: string;
  token_type: 'bearer';
  /** Lifetime of the access token in seconds */
  expires_in: number;
}

/** A tribe, group or team */
export interface Tribe {
  id: string;
  kind: TribeKind;
  name: string;
  description: string | null;
  image_url: string | null;
  /** Another name of image_url */
  group_image_url: string | null;
  cover_image_url: string | null;
  /** `friends_only`: only friends of the owner can see it */
  privacy_level: TribePrivacy;
  is_private: boolean;
  require_approval: boolean;
  max_members: number;
  member_count: number;
  created_by: string;
  owner_id: string;
  /** Null if you are not a member */
  my_role: TribeRole | null;
  is_active: boolean;
  created_at: string;
  updated_at: string;
}

export interface TribeInvitation {
  id: string;
  tribe_id: string;
  inviter_id: string;
  invitee_id: string;
  status: 'pending';
  created_at: string;
  expires_at: string;
}

export interface TribeJoinRequest {
  id: string;
  user: UserCard;
  created_at: string;
}

export interface TribeJoinRequestList {
  requests: TribeJoinRequest[];
  pagination: Pagination;
}

export interface TribeJoinResult {
  status: TribeJoinStatus;
}

export type TribeJoinStatus = 'member' | 'requested';

export type TribeKind = 'tribe' | 'group' | 'team';

export interface TribeList {
  items: Tribe[];
  pagination: Pagination;
}

export interface TribeMember {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  role: TribeRole;
  is_owner: boolean;
  joined_at: string;
}

export interface TribeMemberList {
  members: TribeMember[];
  pagination: Pagination;
}

export type TribePrivacy = 'private' | 'friends_only' | 'public';

export type TribePrivacyName = 'private' | 'friends_only' | 'public' | 'everyone' | 'friends';

export type TribeRole =
  | 'admin'
  | 'moderator'
  | 'member'
  | 'coach'
  | 'trainer'
  | 'captain'
  | 'player'
  | 'alumni';

export interface UnreadNotificationCount {
  unread_count: number;
}

/** A merge patch: omitted fields stay unchanged, and null clears the bio */
export interface UpdateAccountRequest {
  /** Names that speak for Tribe, such as `Tribe Support`, are reserved */
  full_name?: string;
  /** Names that speak for Tribe, such as `admin` and `support`, are reserved */
  username?: string;
  bio?: string | null;
  /** The letters of an international domain may be written as such, or in its ASCII form */
  email?: string;
}

/** Omitted fields stay unchanged; at least one field is required */
export interface UpdateAppearanceSettingsRequest {
  theme_mode?: ThemeMode;
  /** Another name of theme_mode */
  theme_preference?: ThemeMode;
  accent_color?: string;
  font_size_multiplier?: number;
}

export interface UpdateCheckinRequest {
  status?: CheckinOutcome;
  value?: number | null;
  notes?: string | null;
}

/** A merge patch: omitted fields stay unchanged, and null clears the image */
export interface UpdateConversationRequest {
  name?: string;
  image_url?: string | null;
  /** Of an event */
  event?: ConversationEventChanges;
  /** Of a channel */
  conversation_type?: NewChannelType;
  /** The roles that see the channel, besides admins and your own; null for all */
  visible_roles?: ChannelRole[] | null;
}

/** A merge patch: omitted fields stay unchanged, and null clears a field; the list of preferences is replaced */
export interface UpdateDiscoveryProfileRequest {
  birth_year?: number | null;
  location_neighborhood?: string | null;
  /** The category, neighbourhood and time of each are different */
  preferences?: DiscoveryPreferenceInput[];
}

export interface UpdatedSettings {
  user_id: string;
  /** The response of PUT /settings/privacy, if the request contains the section */
  privacy?: Record<string, unknown>;
  /** The response of PUT /settings/appearance, if the request contains the section */
  appearance?: Record<string, unknown>;
  /** The response of PUT /settings/locale, if the request contains the section */
  locale?: Record<string, unknown>;
  /** The response of PUT /notifications/preferences, if the request contains the section */
  notifications?: Record<string, unknown>;
}

/** A merge patch: omitted fields stay unchanged, and null clears a field */
export interface UpdateGoalRequest {
  title?: string;
  description?: string | null;
  category?: string | null;
  goal_type?: GoalType;
  target_type?: GoalTargetType;
  /** With at most the decimals of the currency: 0 for JPY, 2 for USD, 3 for KWD */
  target_amount?: number | null;
  target_currency?: string;
  target_date?: string | null;
  /** Not after the target date */
  start_date?: string | null;
  priority?: GoalPriority;
  /** Whether the contribution that reaches the target amount completes the goal */
  auto_complete?: boolean;
  is_public?: boolean;
  image_url?: string | null;
  /** `archived` archives the goal without changing its status */
  status?: GoalStatusChange;
  is_archived?: boolean;
}

/** Omitted fields stay unchanged; at least one field is required */
export interface UpdateLocaleSettingsRequest {
  timezone?: string;
  day_starts_at?: string;
  /** A BCP 47 tag of one of the languages en, sw, fr, es, de */
  locale?: string;
  quiet_hours?: QuietHoursChange;
}

/** A merge patch: omitted fields stay unchanged, and null clears a field */
export interface UpdateMilestoneRequest {
  title?: string;
  description?: string | null;
  /** The milestone is achieved as long as the amount of the goal reaches this value */
  target_value?: number | null;
  /** The position among the milestones, from 0; a number past the end is the last position */
  order_index?: number;
  /** Only for a milestone without a value */
  achieved?: boolean;
}

/** Omitted fields stay unchanged; at least one field is required */
export interface UpdateNotificationPreferencesRequest {
  push_enabled?: boolean;
  email_enabled?: boolean;
  goal_reminders?: boolean;
  friend_requests?: boolean;
  messages?: boolean;
  achievements?: boolean;
  post_likes?: boolean;
  post_comments?: boolean;
  goal_updates?: boolean;
}

/** A merge patch: omitted fields stay unchanged, and null clears the name */
export interface UpdatePartnershipRequest {
  name?: string | null;
  check_in_frequency?: CheckInFrequency;
}

export interface UpdatePostRequest {
  caption?: string | null;
  /** A goal that you take part in */
  goal_id?: string | null;
  /** Written by hand; nothing is read from the picture */
  location?: string | null;
  /** `everyone` means `public`, and `friends_only` means `friends` */
  visibility?: PostVisibilityName;
  is_archived?: boolean;
}

/** Omitted fields stay unchanged; at least one field is required */
export interface UpdatePrivacySettingsRequest {
  profile_visibility?: ProfileVisibilityChange;
  /** Another name of profile_visibility */
  privacy_level?: ProfileVisibilityChange;
  online_status_visible?: boolean;
  appear_in_suggestions?: boolean;
  who_can_send_friend_requests?: FriendRequestAudienceChange;
  who_can_send_messages?: MessageAudienceChange;
  share_activity_with_friends?: boolean;
  calendar_visible_to_friends?: boolean;
  share_location?: boolean;
  ask_before_adding_to_goals?: boolean;
  /** Whether users who know your phone number, and are discoverable by theirs, can find you by it */
  discoverable_by_phone?: boolean;
}

export interface UpdateReflectionRequest {
  content: string;
  /** Whether your active partners see the reflection and may react to it */
  shared_with_partner?: boolean;
}

export interface UpdateRetentionRequest {
  /** Days after which the contents of messages are erased; null keeps them */
  retention_days: number | null;
}

export interface UpdateSettingsRequest {
  privacy?: UpdatePrivacySettingsRequest;
  appearance?: UpdateAppearanceSettingsRequest;
  locale?: UpdateLocaleSettingsRequest;
  notifications?: UpdateNotificationPreferencesRequest;
}

/** A merge patch: omitted fields stay unchanged, and null clears a field */
export interface UpdateSystemRequest {
  title?: string;
  description?: string;
  frequency?: SystemFrequency;
  frequency_details?: SystemFrequencyDetails;
  /** Weekdays on which nothing is due, 0 for Monday; at most six */
  rest_days?: number[];
  metric_type?: SystemMetric;
  target_value?: number | null;
  target_unit?: string | null;
  /** `HH:MM` in your time zone */
  target_time_local?: string | null;
  verification_required?: boolean;
  shared_with_partner?: boolean;
  checkin_reminder?: boolean;
  /** `HH:MM` in your time zone */
  reminder_time_local?: string | null;
  /** The time zone in which the reminder stays; null if it follows yours */
  reminder_timezone?: string | null;
  ai_assistance_used?: boolean;
}

export interface UpdateTeamYearRequest {
  /** The last day of the year of the team, repeated every year; null when messages are not archived */
  year_ends_on: string | null;
}

/** A merge patch: omitted fields stay unchanged, and null clears a field */
export interface UpdateTribeRequest {
  name?: string;
  description?: string | null;
  image_url?: string | null;
  /** Another name of image_url */
  group_image_url?: string | null;
  cover_image_url?: string | null;
  /** `everyone` means `public`, and `friends` means `friends_only` */
  privacy_level?: TribePrivacyName;
  /** An alternative to `privacy_level`: true means `private`, false means `public` */
  is_private?: boolean;
  require_approval?: boolean;
  max_members?: number;
}

/** The public fields of a user */
export interface UserCard {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
}

/** The friends of a user that you can see */
export interface UserFriendList {
  friends: ListedUser[];
  pagination: Pagination;
}

export interface UsernameAvailability {
  username: string;
  available: boolean;
  /** Why the username is not available */
  reason: UsernameRefusal | null;
  suggestions: string[];
}

export type UsernameRefusal = 'taken' | 'reserved';

/** A user; only the fields of `UserCard` are present if you have no access to the profile */
export interface UserProfile {
  id: string;
  username: string;
  full_name: string;
  profile_image_url: string | null;
  bio?: string | null;
  cover_image_url?: string | null;
  goals_achieved?: number;
  photos_shared?: number;
  is_verified?: boolean;
  created_at?: string;
}

export type UserRole = 'admin' | 'moderator';

export interface UserStats {
  user_id: string;
  goals_achieved: number;
  photos_shared: number;
}

export type UserStatusFilter = 'all' | 'active' | 'inactive' | 'banned';

export interface UserStories {
  user: UserCard;
  stories: Story[];
  has_unviewed: boolean;
}

export interface VerifiedEmail {
  email: string;
  email_verified: true;
  /** Present when the request had neither a session nor the password of the account: every session and login method was removed, and a mail with a link to set a new password was sent */
  new_password_required?: true;
}

export interface VerifyEmailRequest {
  token: string;
  /** The password of the account, for a request without an access token */
  password?: string;
}

export interface VerifyPhoneRequest {
  /** An ID token of Firebase phone authentication, at most ten minutes after the code was typed */
  id_token: string;
}

/** Options for navigator.credentials (WebAuthn Level 3, JSON) */
export interface WebAuthnOptions {
  challenge: string;
  [name: string]: unknown;
}

export interface WeeklyGoalReminderRequest {
  reminder_type: 'weekly';
  /** One weekday, 0 for Monday */
  reminder_days: number[];
  /** `HH:MM` in your time zone */
  reminder_time: string;
  /** The time zone in which the reminder stays; null if it follows yours */
  timezone?: string | null;
  is_active?: boolean;
}

export interface WriteSharedCommentRequest {
  content: string;
}
