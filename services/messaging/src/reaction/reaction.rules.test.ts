import { keep } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideReaction, maxEmoji } from './reaction.rules';

describe('decideReaction', () => {
  const full = new Set(Array.from({ length: maxEmoji }, (_, index) => `emoji ${index}`));
  const message = { deletedAt: null, own: new Set<string>(), all: full };

  test('refuses an emoji beyond the limit, and accepts those that the message has', () => {
    expect(decideReaction(message, '👏')).toMatchObject({ error: errors.TOO_MANY_REACTIONS });
    expect(decideReaction(message, 'emoji 3')).toMatchObject({ to: { emoji: 'emoji 3' } });
  });

  test('keeps an emoji that the user has reacted with, and adds another emoji to it', () => {
    const own = { ...message, own: new Set(['emoji 0']) };
    expect(decideReaction(own, 'emoji 0')).toBe(keep);
    expect(decideReaction(own, 'emoji 1')).toMatchObject({ to: { emoji: 'emoji 1' } });
  });
});
