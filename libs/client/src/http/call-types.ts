/** Options of every call. */
export interface RequestOptions {
  /** Milliseconds until the call fails, with all its tries. Default: `deadlineMs` of the client. */
  readonly deadlineMs?: number;
  /** Aborts the call. */
  readonly signal?: AbortSignal;
  /** The tag of the version to change, from `entityTagOf`: a newer version is refused with PRECONDITION_FAILED. */
  readonly ifMatch?: string | undefined;
  /** For a POST. Default: a new key per call. The same key has the effect of one call, for 24 hours. */
  readonly idempotencyKey?: string;
}

/** The path parameters, query and body of a call, and the options of every call. */
export type CallOptions<Call> = Omit<Call, 'response'> & RequestOptions;

/** The options are optional when the call needs none. */
export type CallArguments<Call> =
  Record<never, never> extends Omit<Call, 'response'>
    ? [options?: CallOptions<Call>]
    : [options: CallOptions<Call>];

/** The body of the response to a call; undefined when it has none. */
export type ResponseOf<Call> = Call extends { response: infer Response } ? Response : never;

/** The inputs of any call. */
export interface CallInputs extends RequestOptions {
  readonly path?: object;
  readonly query?: object;
  readonly body?: unknown;
}
