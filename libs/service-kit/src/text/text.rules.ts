/**
 * Control characters, line separators, characters that change the direction or the shapes of the text around them, marks of
 * annotations, and code points that are no characters, as the inside of a set in a regular expression. Without property
 * escapes, because the pattern is part of the OpenAPI document.
 */
export const controls = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff`;
const lineEnds = String.raw`\u000a\u000d`;
const lineBreaks = String.raw`\u0009${lineEnds}`;
/** The spaces that a line may contain, as \s without the characters above. */
const spaces = String.raw` \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff`;

/** A line: no control characters, no line breaks, no changes of direction. */
export const linePattern = new RegExp(`^[^${controls}${lineBreaks}]*$`);

/** A line with a character that is no space. Each part begins where the one before must end, so that no text takes long. */
export const namePattern = new RegExp(
  `^[${spaces}]*[^\\s${controls}${lineBreaks}][^${controls}${lineBreaks}]*$`,
);

/** Several lines. */
export const paragraphPattern = new RegExp(String.raw`^[^${controls}\u0009]*$`);

/**
 * Several lines with a character that is no space. Without a lookahead, with which generators of test data need minutes for
 * a text of a certain length.
 */
export const filledParagraphPattern = new RegExp(
  `^[${lineEnds}${spaces}]*[^\\s${controls}][^${controls}\\u0009]*$`,
);

/** Text that Postgres can store. */
export const storablePattern = new RegExp(String.raw`^[^\u0000]*$`);

/** Text that Postgres can store, with a character that is no space. */
export const filledPattern = new RegExp(String.raw`^\s*[^\s\u0000][^\u0000]*$`);

/** Letters and symbols by category that show nothing: fillers, blanks, and characters that fonts ignore. */
const blank = /[\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{13441}\u{13442}\u{1D159}]/gu;

/** More marks on one letter than any script writes: they would cover the lines above and below. */
const stackedMarks = /[\p{Mn}\p{Me}]{9}/u;

/** Returns whether a text stays on its line: marks do not pile up on a letter. */
export function staysOnLine(text: string): boolean {
  return !stackedMarks.test(text);
}

/** Returns whether a text has at most a number of code points. */
export function hasAtMost(codePoints: number, text: string): boolean {
  return text.length <= codePoints || Array.from(text).length <= codePoints;
}

/** Returns whether a text shows anything: spaces of no width and fillers do not. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replaceAll(blank, ''));
}

/** Returns the beginning of a text, at most this long. Cuts no character in halves. */
export function beginningOf(text: string, maxCodePoints: number): string {
  return text.length <= maxCodePoints ? text : Array.from(text).slice(0, maxCodePoints).join('');
}
