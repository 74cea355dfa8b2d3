import type { Deprecation } from './endpoint.decorator';

/** `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and the successor as a `Link` (RFC 5829). */
export type DeprecationHeaders = Readonly<Record<string, string>>;

/**
 * @returns the headers of a deprecated endpoint; without a link when the path of its successor has parameters
 * @throws RangeError when a day is none, or the sunset is not after the deprecation
 */
export function deprecationHeaders({ since, sunset, use }: Deprecation): DeprecationHeaders {
  const [from, until] = [new Date(since), new Date(sunset)];
  if (!(from.getTime() < until.getTime()))
    throw new RangeError(`The deprecation ${since} is not before the sunset ${sunset}`);
  const path = use.split(' ').at(-1) ?? '';

  return {
    deprecation: `@${from.getTime() / 1_000}`,
    sunset: until.toUTCString(),
    ...(!path.includes(':') && { link: `<${path}>; rel="successor-version"` }),
  };
}
