/** The caller of a request, read from the access token. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly username: string;
  /** Additional roles such as `admin`, as of when the token was issued. */
  readonly roles: readonly string[];
}
