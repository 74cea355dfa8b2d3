/** Letters, digits and underscores, with single dots between them. The schema checks the length. */
export const usernamePattern = /^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*$/;

/** Two usernames with the same key are the same name: `BrianOkuku` and `brianokuku`. */
export function usernameKeyOf(username: string): string {
  return username.toLowerCase();
}
