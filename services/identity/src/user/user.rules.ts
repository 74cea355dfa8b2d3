const usernameShape = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/i;

/** Letters, digits and underscores, with single dots between them. The schema checks the length. */
export function isUsername(text: string): boolean {
  return usernameShape.test(text);
}

/** Two usernames with the same key are the same name: `BrianOkuku` and `brianokuku`. */
export function usernameKeyOf(username: string): string {
  return username.toLowerCase();
}

/** Control characters, line separators, and characters that change the direction of the text around them. */
const garbling = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Whether a text garbles neither a terminal nor a log line nor the line of a list. */
export function isPlainText(text: string): boolean {
  return !garbling.test(text);
}

/** Letters and symbols by category that show nothing: fillers, blanks, and what fonts ignore. */
const blank = /[\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{13441}\u{13442}\u{1D159}]/gu;

/** Whether a text shows anything: spaces of no width and fillers do not. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replaceAll(blank, ''));
}

/** Whether a text of several lines has no control characters. */
export function isProse(text: string): boolean {
  return !/\p{Cc}/u.test(text.replaceAll('\n', ''));
}
