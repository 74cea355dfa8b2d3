/** A stable code, such as GOAL_NOT_FOUND. */
export type ErrorCode = Uppercase<string>;

/**
 * A status, for a refusal with its code. `hidden` is a refusal that must read, byte for byte, like the one for an object
 * that does not exist.
 */
export type Answer = `${number}` | `${number} ${ErrorCode}` | `hidden ${ErrorCode}`;
