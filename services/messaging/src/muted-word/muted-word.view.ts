import type { MutedWord } from '../generated/prisma/client';

export function mutedWordView({ id, phrase, mutedUntil, createdAt }: MutedWord) {
  return { id, phrase, until: mutedUntil, created_at: createdAt };
}
