/** The acknowledgement of a client event. */
export type Acknowledgement = Accepted | Refused;

/**
 * `message.send` and `message.read` return the status and body of their endpoints. `location.share` returns `share_id` and
 * `ends_at`, and `location.update` whether the position was `accepted`.
 */
export interface Accepted {
  readonly ok: true;
  readonly status?: number;
  readonly body?: unknown;
}

/** The members of the problem that the endpoint would return. */
export interface Refused {
  readonly ok: false;
  readonly code: string;
  readonly detail: string;
  readonly status?: number;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  /** In seconds. */
  readonly retry_after?: number;
}
