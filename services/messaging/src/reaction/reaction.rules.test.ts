import { errors } from '../errors';
import { decideReaction, maxEmoji } from './reaction.rules';

describe('decideReaction', () => {
  const full = new Set(Array.from({ length: maxEmoji }, (_, index) => `emoji ${index}`));
  const message = { deletedAt: null, own: null, ofOthers: full };

  test('refuses an emoji beyond the limit, and accepts those that the message has', () => {
    expect(decideReaction(message, '👏')).toMatchObject({ error: errors.TOO_MANY_REACTIONS });
    expect(decideReaction(message, 'emoji 3')).toMatchObject({ to: { emoji: 'emoji 3' } });
  });

  test('does not count the emoji that is replaced', () => {
    const ofOthers = new Set([...full].slice(1));
    const own = { ...message, own: 'emoji 0', ofOthers };
    expect(decideReaction(own, '👏')).toMatchObject({ to: { emoji: '👏' } });
  });
});
