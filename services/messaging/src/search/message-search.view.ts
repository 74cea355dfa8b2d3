import type { messageView } from '../message/message.view';
import { highlightsIn } from './highlights.rules';

/** @param marked the content with marks around the words of the search */
export function foundMessageView(
  message: ReturnType<typeof messageView>,
  marked: string | undefined,
) {
  return { message, highlights: highlightsIn(message.content ?? '', marked ?? '') };
}
