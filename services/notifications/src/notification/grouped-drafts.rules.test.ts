import { type SharedItem, SharedItemType } from '@tribe/contracts';
import { draftGroup, groupTarget, isPushed } from './grouped-drafts.rules';
import { languageOf } from './notification-text.rules';

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
    actionUrl: '/reflections',
  });
  const messageOf = (actor: typeof alvin, others: number, locale = 'en') =>
    draftGroup(target, actor, others).text(languageOf(locale)).message;
  expect(messageOf(alvin, 0)).toBe('Alvin Amwata commented on your reflection');
  expect(messageOf(alvin, 2)).toBe('Alvin Amwata and 2 others commented on your reflection');
  expect(messageOf(alvin, 1, 'de')).toBe(
    'Alvin Amwata und 1 weitere Person haben deine Reflexion kommentiert',
  );
  expect(messageOf({ ...alvin, name: '' }, 0, 'sw')).toBe(
    'Mtu fulani ametoa maoni kuhusu tafakari yako',
  );
});
