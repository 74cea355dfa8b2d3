/** Around a matching word. A message cannot contain these control characters. */
export const matchStart = '\u0002';
export const matchEnd = '\u0003';

/** A part of a content, in UTF-16 code units. */
export interface Highlight {
  readonly start: number;
  /** Behind the last character. */
  readonly end: number;
}

/**
 * Returns the marked parts of a content; none when the text around the marks is not the content.
 *
 * @param marked the content with marks, and with spaces instead of angle brackets
 */
export function highlightsIn(content: string, marked: string): Highlight[] {
  const parts = marked.split(matchStart);
  const highlights: Highlight[] = [];
  let plain = parts[0] ?? '';

  for (const part of parts.slice(1)) {
    const [match = '', rest = ''] = part.split(matchEnd);
    highlights.push({ start: plain.length, end: plain.length + match.length });
    plain += match + rest;
  }

  return plain === content.replaceAll(/[<>]/g, ' ') ? highlights : [];
}
