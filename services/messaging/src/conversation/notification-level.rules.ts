/** The messages of which a participant is notified. */
export const notificationLevels = ['all', 'mentions'] as const;
export type NotificationLevel = (typeof notificationLevels)[number];
