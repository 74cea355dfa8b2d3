import { decideAccess, type PostRole } from './post-access.rules';

const shown = { visibility: 'friends', publishedAt: new Date(0), archivedAt: null } as const;
const author = { isActive: true, isPrivate: false };

const seenBy: Record<'public' | 'friends' | 'private', readonly PostRole[]> = {
  public: ['author', 'friend', 'stranger'],
  friends: ['author', 'friend'],
  private: ['author'],
};
const roles: readonly PostRole[] = ['author', 'friend', 'stranger', 'hidden'];
const visibilities = ['public', 'friends', 'private'] as const;
const cases = visibilities.flatMap((visibility) =>
  roles.map((role) => [visibility, role, seenBy[visibility].includes(role)] as const),
);

test.each(cases)('a %s post for a viewer that is %s: seen is %s', (visibility, role, isSeen) => {
  const decision = decideAccess('see', role, { ...shown, visibility }, author);
  expect(decision.kind).toBe(isSeen ? 'keep' : 'refuse');
});

test.each([
  ['is not published', { ...shown, publishedAt: null }, author],
  ['is archived', { ...shown, archivedAt: new Date(0) }, author],
  ['has an author with a closed account', shown, { ...author, isActive: false }],
])('a friend does not see a post that %s, its author does', (_state, post, of) => {
  expect(decideAccess('see', 'friend', post, of).kind).toBe('refuse');
  expect(decideAccess('see', 'author', post, of).kind).toBe('keep');
});

test('a stranger does not see a public post of a user with a private profile, a friend does', () => {
  const post = { ...shown, visibility: 'public' } as const;
  const of = { ...author, isPrivate: true };
  expect(decideAccess('see', 'stranger', post, of).kind).toBe('refuse');
  expect(decideAccess('see', 'friend', post, of).kind).toBe('keep');
});

test('a friend that sees a post may not change it, and for others it does not exist', () => {
  expect(decideAccess('manage', 'friend', shown, author)).toMatchObject({
    error: { code: 'PERMISSION_DENIED' },
  });
  expect(decideAccess('manage', 'stranger', shown, author)).toMatchObject({
    error: { code: 'POST_NOT_FOUND' },
  });
});
