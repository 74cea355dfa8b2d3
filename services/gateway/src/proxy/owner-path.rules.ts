import type { Route } from '../routes';

/** Turns the URL a client asked for into the path and query at the owner. */
export type OwnerPath = (url: string, params: Readonly<Record<string, string>>) => string;

/** Paths go through unchanged, except those of aliases. */
export function ownerPathOf({ ownerPath }: Pick<Route, 'ownerPath'>): OwnerPath {
  if (ownerPath === undefined) return (url) => url;
  const parts = ownerPath.split('/');
  return (url, params) => {
    const path = parts.map((part) => (part.startsWith(':') ? encodeURIComponent(params[part.slice(1)] ?? '') : part)).join('/');
    const query = url.indexOf('?');
    return query === -1 ? path : path + url.slice(query);
  };
}
