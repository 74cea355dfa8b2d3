import {
  decideComment,
  decideDeletion,
  decideEdit,
  maxComments,
  maxReplies,
} from './comment.rules';

test.each([
  [0, undefined, 'keep'],
  [maxComments - 1, maxReplies - 1, 'keep'],
  [maxComments, undefined, 'refuse'],
  [1, maxReplies, 'refuse'],
] as const)('a post with %s comments and %s replies: %s', (commentsCount, replies, kind) => {
  const parent = replies === undefined ? undefined : { repliesCount: replies };
  expect(decideComment({ commentsCount }, parent).kind).toBe(kind);
});

const comment = { userId: 'alvin', content: 'Strong!' };

test('only the author of a comment edits it, and the same text changes nothing', () => {
  expect(decideEdit(comment, 'alvin', 'Stronger!')).toEqual({
    kind: 'change',
    to: { content: 'Stronger!' },
  });
  expect(decideEdit(comment, 'alvin', 'Strong!').kind).toBe('keep');
  expect(decideEdit(comment, 'brian', 'Weak')).toMatchObject({
    error: { code: 'PERMISSION_DENIED' },
  });
});

test.each([
  ['alvin', 'keep'],
  ['brian', 'keep'],
  ['clarie', 'refuse'],
])('a comment of alvin on a post of brian: deleting by %s is decided as %s', (userId, kind) => {
  expect(decideDeletion(comment, { authorId: 'brian' }, userId).kind).toBe(kind);
});
