const tags = new WeakMap<object, string>();

/** Keeps the entity tag of a response with its body. */
export function keepEntityTag(body: unknown, tag: string | undefined): void {
  if (typeof body === 'object' && body !== null && tag !== undefined) tags.set(body, tag);
}

/**
 * Returns the entity tag (`ETag`) of a body that a call returned, for `ifMatch`; undefined when the response had none, and
 * for copies of the body.
 */
export function entityTagOf(body: object): string | undefined {
  return tags.get(body);
}
