import { decideDeletion, decideEdit, editWindowMs } from './message-changes.rules';

const createdAt = new Date('2026-01-02T03:00:00Z');
const message = {
  senderId: 's',
  content: 'Hello',
  type: 'text' as const,
  deletedAt: null,
  createdAt,
};
const after = (ms: number) => new Date(createdAt.getTime() + ms);
const codeOf = (decision: { kind: string; error?: { code: string } }) =>
  decision.error?.code ?? decision.kind;

test.each([
  ['the sender at the end of the window', 's', 'member', editWindowMs, 'change'],
  ['the sender after the window', 's', 'member', editWindowMs + 1, 'EDIT_WINDOW_EXPIRED'],
  ['a sender who is an admin after the window', 's', 'admin', editWindowMs + 1, 'change'],
  ['another member', 'm', 'member', 0, 'PERMISSION_DENIED'],
  ['the owner of the group', 'o', 'owner', 0, 'PERMISSION_DENIED'],
] as const)('an edit by %s: %s %s', (_who, userId, role, ms, expected) => {
  const edit = { content: 'Hi', now: after(ms) };
  expect(codeOf(decideEdit(message, { userId, role }, edit))).toBe(expected);
});

test('an edit to the same content changes nothing, and of a deleted message is refused', () => {
  const sender = { userId: 's', role: 'member' as const };
  const edit = { content: 'Hello', now: createdAt };
  expect(codeOf(decideEdit(message, sender, edit))).toBe('keep');
  expect(codeOf(decideEdit({ ...message, deletedAt: createdAt }, sender, edit))).toBe(
    'MESSAGE_DELETED',
  );
});

test.each([
  ['the sender', 's', 'member', 'sender'],
  ['an admin', 'a', 'admin', 'admin'],
  ['the owner', 'o', 'owner', 'owner'],
] as const)(
  'a deletion by %s is a deletion by the right of the %s',
  (_who, userId, role, right) => {
    expect(decideDeletion(message, { userId, role })).toMatchObject({ to: { deletedAs: right } });
  },
);

test('a deletion by another member and of a system message is refused', () => {
  const system = { ...message, senderId: null, type: 'system' as const };
  expect(codeOf(decideDeletion(message, { userId: 'm', role: 'member' }))).toBe(
    'PERMISSION_DENIED',
  );
  expect(codeOf(decideDeletion(system, { userId: 'o', role: 'owner' }))).toBe('PERMISSION_DENIED');
});
