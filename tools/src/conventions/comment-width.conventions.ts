import { type Convention, textConvention } from './convention';

const maxWidth = 125;

/** The formatter does not wrap comments. */
export const commentsHaveAWidth: Convention = textConvention({
  in: (path) => path.endsWith('.ts'),
  pattern: new RegExp(`^(?=.{${maxWidth + 1}})[ \\t]*(?://|/?\\*)`, 'gm'),
  message: `a line of a comment has at most ${maxWidth} columns`,
});
