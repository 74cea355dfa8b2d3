/** Who is asking, as the access token says. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly username: string;
  /** What they are beyond a person with an account: `admin`. As old as the token. */
  readonly roles: readonly string[];
}
