const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Decimals that amounts can have in the database. */
const mostDecimals = 2;
const decimals = new Map<string, number>();

/** Whether a code is a currency of ISO 4217 that Unicode knows. */
export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

/** How many decimals amounts in a currency have: 2 for USD, 0 for CLP and JPY (ISO 4217, as Unicode lists it). */
function decimalsOf(currency: string): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });

  const digits = Math.min(
    format.resolvedOptions().maximumFractionDigits ?? mostDecimals,
    mostDecimals,
  );

  decimals.set(currency, digits);

  return digits;
}

/** Whether an amount has no more decimals than its currency. A goal from before the check may have another code. */
export function fitsCurrency(amount: number | string, currency: string): boolean {
  if (!isCurrency(currency)) return true;
  const [, fraction = ''] = String(amount).split('.');

  return fraction.replace(/0+$/, '').length <= decimalsOf(currency);
}
