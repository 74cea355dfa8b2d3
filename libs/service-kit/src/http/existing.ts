const existing = new WeakSet<object>();

/**
 * Marks the view of a resource that an earlier request with the same client id has created. The response is then 200 and
 * not 201. The `@Endpoint` is declared with `mayExist`.
 *
 * @example return isNew ? view : alreadyExists(view);
 */
export function alreadyExists<View extends object>(view: View): View {
  existing.add(view);
  return view;
}

/** Returns the status of a response: 200 for a view that was marked by {@link alreadyExists}. */
export function statusOf(view: unknown, status: number): number {
  return typeof view === 'object' && view !== null && existing.has(view) ? 200 : status;
}
