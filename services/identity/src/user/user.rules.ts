const usernameShape = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/i;

/** Letters, digits and underscores, with single dots between them. Length is checked by the schema. */
export function isUsername(text: string): boolean {
  return usernameShape.test(text);
}

/** Two usernames with the same key are the same name: `BrianOkuku` and `brianokuku`. */
export function usernameKeyOf(username: string): string {
  return username.toLowerCase();
}

/** Nothing that garbles a terminal or a log line. */
export function isPlainText(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

/** Plain text of several lines. */
export function isProse(text: string): boolean {
  return isPlainText(text.replaceAll('\n', ''));
}
