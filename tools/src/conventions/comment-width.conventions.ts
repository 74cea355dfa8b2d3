import { type Convention, textConvention } from './convention';

const maxWidth = 125;

/** The formatter does not wrap comments. Generated files contain the texts of the OpenAPI document. */
export const commentsHaveAWidth: Convention = textConvention({
  in: (path) => path.endsWith('.ts') && !path.endsWith('.generated.ts'),
  pattern: new RegExp(`^(?=.{${maxWidth + 1}})[ \\t]*(?://|/?\\*)`, 'gm'),
  message: `a line of a comment has at most ${maxWidth} columns`,
});
