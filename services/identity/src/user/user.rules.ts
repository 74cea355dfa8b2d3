const usernameShape = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/i;

/** Letters, digits and underscores, with single dots between them. Length is checked by the schema. */
export function isUsername(text: string): boolean {
  return usernameShape.test(text);
}

/** Two usernames with the same key are the same name: `BrianOkuku` and `brianokuku`. */
export function usernameKeyOf(username: string): string {
  return username.toLowerCase();
}

/** Control characters, separators of lines, and what turns the direction of the text around it. */
const garbling = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Nothing that garbles a terminal, a log line or the line of a list it stands in. */
export function isPlainText(text: string): boolean {
  return !garbling.test(text);
}

/** Whether there is anything to see: spaces of no width are no name. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

/** Text of several lines, without control characters. */
export function isProse(text: string): boolean {
  return !/\p{Cc}/u.test(text.replaceAll('\n', ''));
}
