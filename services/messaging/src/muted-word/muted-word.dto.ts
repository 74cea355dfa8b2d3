import { id, isVisible, lineField, ofFormat, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { maxMutedWords } from './muted-word.rules';

const maxPhrase = 100;

export const muteWordBody = z
  .strictObject({
    phrase: withRules(
      lineField(maxPhrase),
      ofFormat('visible-text', isVisible, 'must have at least one visible character'),
    )
      .describe('A word, or several in a row. Case, accents and signs between words do not matter')
      .meta({ example: 'season finale' }),
    until: z.iso
      .datetime({ offset: true })
      .nullish()
      .describe('In the future; for ever without a time')
      .meta({ example: null }),
  })
  .meta({ id: 'MuteWordRequest' });
export type MuteWordBody = z.infer<typeof muteWordBody>;

export const mutedWordParams = z.object({ mutedWordId: id });
export type MutedWordParams = z.infer<typeof mutedWordParams>;

export const mutedWordResponse = z
  .object({
    id,
    phrase: z.string().meta({ example: 'season finale' }),
    until: z.iso.datetime().nullable().meta({ example: null }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'MutedWord' });

export const listMutedWordsResponse = z
  .object({ muted_words: z.array(mutedWordResponse).max(maxMutedWords) })
  .meta({ id: 'MutedWordList' });
