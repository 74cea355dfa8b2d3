const amountPattern = /^(-?)(\d{1,16})(?:\.(\d{1,3})0*)?$/;

/** A number that is serialized to JSON exactly as in `rawJSON`. */
export interface JsonNumber {
  readonly rawJSON: string;
}

/**
 * Returns an amount that is serialized as a JSON number with two places, without conversion to a float: `money('150')`
 * becomes `150.00`. The third place of currencies that have it is written if it is not zero. Takes decimal text or an object
 * whose `toString` returns it, such as a `Prisma.Decimal`.
 *
 * @throws RangeError when the text is not an amount with at most three decimal places
 * @example { current_amount: money(goal.currentAmount) }
 */
export function money(amount: string | { toString(): string }): number {
  const parts = amountPattern.exec(amount.toString());
  if (parts === null) throw new RangeError('not an amount with at most three decimal places');
  const [, sign = '', whole = '0', places = ''] = parts;
  const text = `${sign}${whole.replace(/^0+(?=\d)/, '')}.${placesOf(places)}`;

  // Typed as the number that it is on the wire, so that responses match their schemas.
  return (JSON as unknown as { rawJSON(text: string): number }).rawJSON(text);
}

function placesOf(digits: string): string {
  return digits.replace(/(?<!0)0+$/, '').padEnd(2, '0');
}
