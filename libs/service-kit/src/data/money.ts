const amountPattern = /^(-?)(\d{1,16})(?:\.(\d{1,2})0*)?$/;

/** A number that is written into JSON exactly as it stands in `rawJSON`. */
export interface JsonNumber {
  readonly rawJSON: string;
}

/**
 * An amount as a JSON number with exactly two places, without ever becoming a float: `money('150')` is written as
 * `150.00`. Takes decimal text, or anything whose `toString` gives it, such as a `Prisma.Decimal`.
 *
 * @throws RangeError for what is no amount of two places
 * @example { current_amount: money(goal.currentAmount) }
 */
export function money(amount: string | { toString(): string }): number {
  const parts = amountPattern.exec(amount.toString());
  if (parts === null) throw new RangeError('not an amount with at most two decimal places');
  const [, sign = '', whole = '0', cents = ''] = parts;
  const text = `${sign}${whole.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`;
  // Typed as the number it is on the wire, so that answers have the types of their schemas.
  return (JSON as unknown as { rawJSON(text: string): number }).rawJSON(text);
}
