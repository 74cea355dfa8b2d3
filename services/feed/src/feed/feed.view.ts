import { type Reason, scoreOf } from './ranking.rules';

export function whyView(postId: string, reasons: readonly Reason[]) {
  return { post_id: postId, score: scoreOf(reasons), reasons: [...reasons] };
}
