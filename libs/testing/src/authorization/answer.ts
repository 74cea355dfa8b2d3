/** A stable code, such as GOAL_NOT_FOUND. */
export type ErrorCode = Uppercase<string>;

/**
 * A status, with the code for errors. A `hidden` response must equal, byte for byte, the response for an unknown
 * object.
 */
export type Answer = `${number}` | `${number} ${ErrorCode}` | `hidden ${ErrorCode}`;
