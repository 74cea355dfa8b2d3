import { withCards } from './with-cards';

test('rows get the card of their user, in their order; rows of users without a card are left out', () => {
  const rows = [{ userId: 'b' }, { userId: 'gone' }, { userId: 'a' }];
  const cards = new Map([
    ['a', 'Alvin'],
    ['b', 'Brian'],
  ]);
  const views = withCards(
    rows,
    ({ userId }) => userId,
    cards,
    ({ userId }, name) => `${userId} is ${name}`,
  );
  expect(views).toEqual(['b is Brian', 'a is Alvin']);
});
