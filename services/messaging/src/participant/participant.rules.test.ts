import type { Participant } from './participant.queries';
import { decideAdding, decideRemoval, successorIn } from './participant.rules';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const owner: Participant = { userId: 'o', role: 'owner', joinedAt: at(0) };
const admin: Participant = { userId: 'a', role: 'admin', joinedAt: at(9) };
const first: Participant = { userId: 'm', role: 'member', joinedAt: at(1) };
const second: Participant = { userId: 'n', role: 'member', joinedAt: at(2) };
const all = [owner, admin, first, second];
const nobody = new Set<string>();

describe('the next owner', () => {
  test.each([
    ['the highest role', all, nobody, 'a'],
    ['the longest membership', [owner, second, first], nobody, 'm'],
    ['the smaller id', [owner, { ...first, userId: 'z' }, { ...first, userId: 'b' }], nobody, 'b'],
    ['an open account', all, new Set(['a', 'm']), 'n'],
  ])('has %s', (_rule, participants, closed, expected) => {
    expect(successorIn(participants, 'o', closed)?.userId).toBe(expected);
  });

  test('does not exist when all others have left or closed their accounts', () => {
    expect(successorIn([owner, admin], 'o', new Set(['a']))).toBeUndefined();
  });
});

test.each([
  ['owner', 'a', 'keep'],
  ['owner', 'm', 'keep'],
  ['admin', 'm', 'keep'],
  ['admin', 'o', 'refuse'],
  ['admin', 'a', 'refuse'],
  ['owner', 'x', 'refuse'],
] as const)('an %s who removes %s: %s', (role, removed, kind) => {
  expect(decideRemoval(all, role, removed).kind).toBe(kind);
});

test.each([
  ['owner', 'admin', ['x'], 5, 'keep'],
  ['owner', 'member', ['x'], 5, 'keep'],
  ['admin', 'member', ['x'], 5, 'keep'],
  ['admin', 'admin', ['x'], 5, 'refuse'],
  ['owner', 'member', ['m'], 9, 'refuse'],
  ['owner', 'member', ['x', 'y'], 5, 'refuse'],
] as const)('an %s who adds a %s (%j) to 4 of %i: %s', (actor, role, userIds, max, kind) => {
  expect(decideAdding(all, actor, { userIds, role }, max).kind).toBe(kind);
});
