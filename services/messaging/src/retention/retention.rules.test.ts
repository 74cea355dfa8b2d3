import { decideRetention } from './retention.rules';

test.each([
  ['the owner of a group', { kind: 'group', role: 'owner', team: null }, 'change'],
  ['an admin of a group', { kind: 'group', role: 'admin', team: null }, 'refuse'],
  ['a user of a direct conversation', { kind: 'direct', role: 'member', team: null }, 'refuse'],
  ['a coach', { kind: 'channel', role: 'admin', team: { id: 't', role: 'coach' } }, 'change'],
  ['a trainer', { kind: 'channel', role: 'admin', team: { id: 't', role: 'trainer' } }, 'refuse'],
] as const)('a change of the retention by %s', (_name, actor, kind) => {
  expect(decideRetention(actor, null, 30).kind).toBe(kind);
});

test('the same retention is kept', () => {
  const owner = { kind: 'group', role: 'owner', team: null } as const;
  expect(decideRetention(owner, 30, 30).kind).toBe('keep');
  expect(decideRetention(owner, 30, null).kind).toBe('change');
});
