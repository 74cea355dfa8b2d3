import type { activityView } from '../activity/activity.view';
import { type EntryKind, entryKindOf } from './feed.events';
import { type Reason, scoreOf } from './ranking.rules';

type Activity = ReturnType<typeof activityView>;

interface EntryView {
  readonly id: string;
  readonly entry_kind: EntryKind;
  readonly activity: Activity | null;
}

export function postEntryView(id: string): EntryView {
  return { id, entry_kind: 'post', activity: null };
}

export function activityEntryView(activity: Activity): EntryView {
  return { id: activity.id, entry_kind: entryKindOf(activity.activity_type), activity };
}

export function whyView(entryId: string, isPost: boolean, reasons: readonly Reason[]) {
  return {
    entry_id: entryId,
    post_id: isPost ? entryId : null,
    score: scoreOf(reasons),
    reasons: [...reasons],
  };
}
