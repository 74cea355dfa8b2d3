/**
 * Of patterns that match the same path, returns those that name it most exactly: literal segments come before parameters,
 * from left to right, and both before wildcards. A path that is named literally supports only the methods of that name.
 *
 * @example mostExact([{ path: '/friends/:id' }, { path: '/friends/contacts' }]) // the second
 */
export function mostExact<Route extends { readonly path: string }>(
  matching: readonly Route[],
): Route[] {
  const [best] = matching.map(({ path }) => rankOf(path)).sort();
  return matching.filter(({ path }) => rankOf(path) === best);
}

function rankOf(pattern: string): string {
  return pattern
    .split('/')
    .map((segment) => (segment === '*' ? 2 : segment.startsWith(':') ? 1 : 0))
    .join('');
}
