import { versioned } from '@tribe/service-kit';
import type { ReflectionRow } from './reflection.queries';

export function reflectionView(row: ReflectionRow) {
  const view = {
    id: row.id,
    user_id: row.userId,
    partnership_id: row.partnershipId,
    reflection_date_local: row.reflectionDate,
    content: row.content,
    prompt_id: row.promptId,
    prompt_text: row.promptText,
    shared_with_partner: row.sharedWithPartner,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
  return versioned(view, row.version);
}
