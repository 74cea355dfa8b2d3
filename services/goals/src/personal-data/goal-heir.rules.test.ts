import { heirOf } from './goal-heir.rules';

const creator = { userId: 'gone', role: 'creator' };
const [viewer, supporter, member, later] = [
  { userId: 'viewer', role: 'viewer' },
  { userId: 'supporter', role: 'supporter' },
  { userId: 'member', role: 'member' },
  { userId: 'later', role: 'member' },
];

test.each([
  ['the member who joined first', [creator, viewer, supporter, member, later], 'member'],
  ['a supporter where there is no member', [viewer, creator, supporter], 'supporter'],
  ['a viewer where there is nobody else', [creator, viewer], 'viewer'],
  ['nobody, when nobody else takes part', [creator], undefined],
])('the goal of somebody who is gone goes to %s', (_who, participants, heir) => {
  expect(heirOf(participants, 'gone')).toBe(heir);
});
