/** Who is asking, as the access token says. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly username: string;
}
