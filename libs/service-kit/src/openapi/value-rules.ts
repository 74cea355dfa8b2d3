import type { DocumentedRule } from './documented-rule';

/**
 * A text of a format that no keyword describes. The document names the format; tools that do not know it treat the value as
 * any text.
 *
 * @param format for example `iana-time-zone`
 */
export function ofFormat(
  format: string,
  holds: (text: string) => boolean,
  message: string,
): DocumentedRule<string> {
  return { message, holds, keywords: { format } };
}

/** A text with the form of a pattern. JSON Schema has no flags: the pattern is read with `u`. */
export function ofPattern(pattern: RegExp, message: string): DocumentedRule<string> {
  return { message, holds: (text) => pattern.test(text), keywords: { pattern: pattern.source } };
}

/** A list of numbers or texts without repetition. */
export function withoutRepetition(message: string): DocumentedRule<ReadonlyArray<number | string>> {
  return {
    message,
    holds: (items) => new Set(items).size === items.length,
    keywords: { uniqueItems: true },
  };
}

/**
 * A number with at most some decimals. The decimals of the shortest text of the number count, because 0.57 has no exact
 * binary form.
 */
export function withDecimals(most: number, message: string): DocumentedRule<number> {
  const decimal = new RegExp(String.raw`^-?\d+(\.\d{1,${most}})?$`);

  return {
    message,
    holds: (value) => decimal.test(String(value)),
    keywords: { multipleOf: Number(`1e-${most}`) },
  };
}
