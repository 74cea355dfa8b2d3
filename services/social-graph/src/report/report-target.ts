/** A target as a reporter sees it. */
export interface ReportTarget {
  /** The user who is responsible for the target. */
  readonly authorId: string;
  /** Null for a target without text. */
  readonly excerpt: string | null;
  /** The pictures and files of the target, which the author uploaded for targets of its type. */
  readonly mediaIds: readonly string[];
  /** The place of which the author can be removed as a member. */
  readonly place: { readonly type: string; readonly id: string } | null;
}
