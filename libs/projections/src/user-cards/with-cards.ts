/**
 * Builds a view of each row with the card of its user, in the order of the rows. Leaves out rows whose user has no card,
 * such as a deactivated user.
 *
 * @example withCards(rows, ({ blockedId }) => blockedId, cards, blockedUserView)
 */
export function withCards<Row, Card, View>(
  rows: readonly Row[],
  userIdOf: (row: Row) => string,
  cards: ReadonlyMap<string, Card>,
  view: (row: Row, card: Card) => View,
): View[] {
  return rows.flatMap((row) => {
    const card = cards.get(userIdOf(row));
    return card ? [view(row, card)] : [];
  });
}
