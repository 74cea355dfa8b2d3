/** Categories that clients can filter by. */
export type NotificationCategory = 'goals' | 'social' | 'system';

interface NotificationType {
  readonly category: NotificationCategory;
  /** Name of an icon in the client. */
  readonly icon: string;
  readonly color: string;
}

/** All notification types. */
export const notificationTypes = {
  friend_request: { category: 'social', icon: 'user-plus', color: '#4ECDC4' },
  friend_accepted: { category: 'social', icon: 'user-check', color: '#4ECDC4' },
  partnership_invite: { category: 'social', icon: 'handshake', color: '#A78BFA' },
  partnership_accepted: { category: 'social', icon: 'handshake', color: '#A78BFA' },
  partnership_dissolved: { category: 'social', icon: 'unlink', color: '#94A3B8' },
  group_invite: { category: 'social', icon: 'users', color: '#38BDF8' },
  group_join_request: { category: 'social', icon: 'user-plus', color: '#38BDF8' },
  group_request_approved: { category: 'social', icon: 'user-check', color: '#38BDF8' },
  group_ownership: { category: 'social', icon: 'crown', color: '#38BDF8' },
  goal_contribution: { category: 'goals', icon: 'piggy-bank', color: '#FFB347' },
  reminder_due: { category: 'goals', icon: 'alarm-clock', color: '#FFB347' },
  partner_checkin: { category: 'goals', icon: 'circle-check', color: '#34D399' },
  verification_requested: { category: 'goals', icon: 'shield-question', color: '#FBBF24' },
  verification_answered: { category: 'goals', icon: 'message-circle-reply', color: '#FBBF24' },
  checkin_verified: { category: 'goals', icon: 'shield-check', color: '#34D399' },
  checkin_queried: { category: 'goals', icon: 'circle-help', color: '#FBBF24' },
  streak_restored: { category: 'goals', icon: 'flame', color: '#FB923C' },
  goal_added: { category: 'goals', icon: 'user-plus', color: '#FFB347' },
  goal_invite: { category: 'goals', icon: 'mail', color: '#FFB347' },
  goal_ownership: { category: 'goals', icon: 'crown', color: '#FFB347' },
  goal_published: { category: 'goals', icon: 'globe', color: '#FFB347' },
  goal_milestone: { category: 'goals', icon: 'flag', color: '#FFB347' },
  goal_correction: { category: 'goals', icon: 'eraser', color: '#94A3B8' },
  achievement_earned: { category: 'goals', icon: 'trophy', color: '#FBBF24' },
  badge_proposed: { category: 'goals', icon: 'pen-line', color: '#FBBF24' },
  badge_signed: { category: 'goals', icon: 'badge-check', color: '#34D399' },
  item_reaction: { category: 'social', icon: 'heart', color: '#F472B6' },
  item_comment: { category: 'social', icon: 'message-circle', color: '#38BDF8' },
  post_like: { category: 'social', icon: 'heart', color: '#F472B6' },
  post_comment: { category: 'social', icon: 'message-circle', color: '#38BDF8' },
  comment_like: { category: 'social', icon: 'heart', color: '#F472B6' },
  comment_reply: { category: 'social', icon: 'message-circle-reply', color: '#38BDF8' },
  post_mention: { category: 'social', icon: 'at-sign', color: '#38BDF8' },
  comment_mention: { category: 'social', icon: 'at-sign', color: '#38BDF8' },
  goal_completed: { category: 'goals', icon: 'celebration', color: '#FF6B6B' },
  report_reviewed: { category: 'system', icon: 'shield-check', color: '#64748B' },
  moderation_decision: { category: 'system', icon: 'gavel', color: '#64748B' },
  appeal_decided: { category: 'system', icon: 'scale', color: '#64748B' },
} as const satisfies Record<string, NotificationType>;

export type NotificationTypeName = keyof typeof notificationTypes;

type NotificationSwitch =
  | 'friendRequests'
  | 'goalUpdates'
  | 'goalReminders'
  | 'achievements'
  | 'postLikes'
  | 'postComments';

/** Types with another switch than their category. Reactions and comments have those of posts. */
const ownSwitches: Readonly<Partial<Record<NotificationTypeName, NotificationSwitch>>> = {
  reminder_due: 'goalReminders',
  achievement_earned: 'achievements',
  badge_proposed: 'achievements',
  badge_signed: 'achievements',
  item_reaction: 'postLikes',
  item_comment: 'postComments',
  post_like: 'postLikes',
  comment_like: 'postLikes',
  post_comment: 'postComments',
  comment_reply: 'postComments',
  post_mention: 'postComments',
  comment_mention: 'postComments',
};

/** Returns the switch of the user for mails and pushes about a type; undefined for a type that has none. */
export function switchOf(type: NotificationTypeName): NotificationSwitch | undefined {
  const own = ownSwitches[type];
  if (own) return own;
  if (notificationTypes[type].category === 'goals') return 'goalUpdates';

  return type.startsWith('friend_') ? 'friendRequests' : undefined;
}
