import { successorOf } from './goal-successor.rules';

const creator = { userId: 'creator', role: 'creator' };
const [viewer, supporter, member, later] = [
  { userId: 'viewer', role: 'viewer' },
  { userId: 'supporter', role: 'supporter' },
  { userId: 'member', role: 'member' },
  { userId: 'later', role: 'member' },
];

test.each([
  ['the member who joined first', [creator, viewer, supporter, member, later], 'member'],
  ['a supporter when there is no member', [viewer, creator, supporter], 'supporter'],
  ['a viewer when there is no member or supporter', [creator, viewer], 'viewer'],
  ['undefined when there is no other participant', [creator], undefined],
])('successorOf returns %s', (_case, participants, successor) => {
  expect(successorOf(participants, 'creator', new Set())).toBe(successor);
});

test('successorOf prefers participants whose accounts are open', () => {
  const participants = [creator, member, viewer, later];
  expect(successorOf(participants, 'creator', new Set(['member', 'later']))).toBe('viewer');
  expect(successorOf([creator, member], 'creator', new Set(['member']))).toBe('member');
});
