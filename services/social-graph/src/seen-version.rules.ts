import { hash } from 'node:crypto';

/** Hexadecimal digits of the hash: sixty bits. */
const digits = 15;

/**
 * A version of a resource as a viewer sees it, the same as long as the view is. The version of the row counts changes that
 * are hidden from some viewers: an inviter would learn from it that an invitation was declined.
 */
export function seenVersion(view: object): bigint {
  return BigInt(`0x${hash('sha1', JSON.stringify(view), 'hex').slice(0, digits)}`);
}
