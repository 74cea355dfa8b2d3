/**
 * Currencies whose number of decimals is not two, by ISO 4217. `Intl` cannot tell: it follows common use, in which the
 * Colombian peso and the forint have no decimals.
 */
const withoutDecimals = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(
  ' ',
);
const withThreeDecimals = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

const known = new Set(Intl.supportedValuesOf('currency'));

const decimals = new Map([
  ...withoutDecimals.map((code) => [code, 0] as const),
  ...withThreeDecimals.map((code) => [code, 3] as const),
]);

/** Returns whether a text is the ISO 4217 code of a currency, in capitals. */
export function isCurrency(code: string): boolean {
  return known.has(code);
}

/** Returns the number of decimals of amounts in a currency: 0, 2 or 3. */
export function decimalsOf(currency: string): number {
  return decimals.get(currency) ?? 2;
}
