import { currentScope } from '../context/request-context';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { namesVersion } from './entity-tag.rules';

const versions = new WeakMap<object, bigint>();

/**
 * Marks a view as the state of a resource at a version. The response gets an `ETag` that clients can send in `If-Match`.
 *
 * @example return versioned(goalView(goal, cards, now), goal.version);
 */
export function versioned<View extends object>(view: View, version: bigint): View {
  versions.set(view, version);
  return view;
}

/** Returns the version of a view that was marked by {@link versioned}. */
export function versionOf(view: unknown): bigint | undefined {
  return typeof view === 'object' && view !== null ? versions.get(view) : undefined;
}

/**
 * Compares the version of a locked resource with the `If-Match` of the current request. Does nothing for requests
 * without it, and for endpoints that are not declared `versioned`.
 *
 * @throws AppError PRECONDITION_FAILED when the resource has another version
 * @example requireVersion(goal.version);
 */
export function requireVersion(version: bigint): void {
  const ifMatch = currentScope()?.ifMatch;
  if (ifMatch !== undefined && !namesVersion(ifMatch, version))
    throw new AppError(commonErrors.PRECONDITION_FAILED);
}
