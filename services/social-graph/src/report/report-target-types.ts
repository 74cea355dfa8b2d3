import type { ModerationActionKind } from '../generated/prisma/enums';

interface ReportTargetType {
  /** The service that knows the target. */
  readonly owner: 'social-graph' | 'messaging' | 'goals' | 'feed';
  /** The decisions about the target itself, besides those about every subject. */
  readonly actions: readonly ModerationActionKind[];
}

/** Everything that can be reported. Another type is an entry here, and an answer of its owner. */
export const reportTargetTypes = {
  user: { owner: 'social-graph', actions: [] },
  tribe: { owner: 'social-graph', actions: ['delete_content', 'remove_member'] },
  message: { owner: 'messaging', actions: ['delete_content', 'remove_member'] },
  conversation: { owner: 'messaging', actions: ['remove_member'] },
  goal: { owner: 'goals', actions: ['delete_content'] },
  checkin: { owner: 'goals', actions: ['delete_content'] },
  reflection: { owner: 'goals', actions: ['delete_content'] },
  comment: { owner: 'goals', actions: ['delete_content'] },
  post: { owner: 'feed', actions: ['delete_content'] },
  story: { owner: 'feed', actions: ['delete_content'] },
  post_comment: { owner: 'feed', actions: ['delete_content'] },
} as const satisfies Record<string, ReportTargetType>;

export type ReportTargetTypeName = keyof typeof reportTargetTypes;

export const reportTargetTypeNames = Object.keys(reportTargetTypes) as [
  ReportTargetTypeName,
  ...ReportTargetTypeName[],
];

/** Moderators can decide these about every subject. */
const actionsForAll: readonly ModerationActionKind[] = ['dismiss', 'warn', 'mute_user', 'ban_user'];

/** The kinds of decisions about a target. */
export function actionsFor(type: ReportTargetTypeName): readonly ModerationActionKind[] {
  return [...actionsForAll, ...reportTargetTypes[type].actions];
}
