import { type SharedItem, SharedItemType } from '@tribe/contracts';
import { draftGroup, groupTarget, isPushed } from './grouped-drafts.rules';

const alvin = { id: 'alvin', name: 'Alvin Amwata', imageUrl: null };
const reflection = {
  type: SharedItemType.REFLECTION,
  id: 'reflection',
  ownerId: 'brian',
} as SharedItem;

test('of many reactions, the 1st, 5th, 25th and 100th are pushed', () => {
  const pushed = Array.from({ length: 200 }, (_, index) => index + 1).filter(isPushed);
  expect(pushed).toEqual([1, 5, 25, 100]);
});

test('a group names the last user and counts the others', () => {
  const target = groupTarget('item_comment', reflection);
  expect(draftGroup(target, alvin, 0)).toMatchObject({
    userId: 'brian',
    actorId: 'alvin',
    message: 'Alvin Amwata commented on your reflection',
    actionUrl: '/reflections',
  });
  expect(draftGroup(target, alvin, 2).message).toBe(
    'Alvin Amwata and 2 others commented on your reflection',
  );
});
