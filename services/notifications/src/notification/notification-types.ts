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
  goal_completed: { category: 'goals', icon: 'celebration', color: '#FF6B6B' },
} as const satisfies Record<string, NotificationType>;

export type NotificationTypeName = keyof typeof notificationTypes;
