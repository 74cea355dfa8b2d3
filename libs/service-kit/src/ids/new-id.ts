import { v7 } from 'uuid';

/** A new UUIDv7: unique everywhere, and ids made later sort later, so that indexes stay compact. */
export function newId(): string {
  return v7();
}
