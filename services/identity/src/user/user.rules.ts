const usernameShape = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/i;

/** Letters, digits and underscores, with single dots between them. The schema checks the length. */
export function isUsername(text: string): boolean {
  return usernameShape.test(text);
}

/** Two usernames with the same key are the same name: `BrianOkuku` and `brianokuku`. */
export function usernameKeyOf(username: string): string {
  return username.toLowerCase();
}
