const amountPattern = /^(-?)(\d{1,16})(?:\.(\d{1,2})0*)?$/;

/** A number that is serialized to JSON exactly as in `rawJSON`. */
export interface JsonNumber {
  readonly rawJSON: string;
}

/**
 * Returns an amount that is serialized as a JSON number with exactly two places, without conversion to a float:
 * `money('150')` becomes `150.00`. Takes decimal text or an object whose `toString` returns it, such as a
 * `Prisma.Decimal`.
 *
 * @throws RangeError when the text is not an amount with at most two decimal places
 * @example { current_amount: money(goal.currentAmount) }
 */
export function money(amount: string | { toString(): string }): number {
  const parts = amountPattern.exec(amount.toString());
  if (parts === null) throw new RangeError('not an amount with at most two decimal places');
  const [, sign = '', whole = '0', cents = ''] = parts;
  const text = `${sign}${whole.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`;

  // Typed as the number that it is on the wire, so that responses match their schemas.
  return (JSON as unknown as { rawJSON(text: string): number }).rawJSON(text);
}
