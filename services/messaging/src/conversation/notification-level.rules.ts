/** What a participant is told about. */
export const notificationLevels = ['all', 'mentions'] as const;
export type NotificationLevel = (typeof notificationLevels)[number];
