import { isIP } from 'node:net';
import { controls } from '../text/text.rules';

/**
 * `https://`, a host without a user name, and no character that URL parsers drop or read as another, or that garbles the
 * text in which the URL is shown.
 */
export const httpsPattern = new RegExp(
  `^https://[^\\s\\\\/?#@${controls}]+(?:[/?#][^\\s\\\\${controls}]*)?$`,
);

/** Top-level domains of private networks and of this machine, and those that are reserved (RFC 6761, 6762, 8375). */
const privateDomainNames =
  'arpa corp home internal intranet invalid lan local localdomain localhost onion private test'.split(
    ' ',
  );
const privateDomains = new Set(privateDomainNames);

/** The URLs with an ASCII host name that {@link isPublicHttpsUrl} accepts, as the OpenAPI document describes them. */
export const publicUrlPattern = new RegExp(
  String.raw`^https:\/\/(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!(?:${privateDomainNames.join('|')})(?:[:\/?#]|$))[a-z]{2,63}(?::[1-5]?\d{1,4})?(?:[\/?#][^\s\\${controls}]*)?$`,
);

/**
 * Returns whether a text is an https URL at a public host name. Clients load such URLs unasked, so they must not lead into
 * the network of the reader: addresses of any kind, names without a dot and private domains are refused.
 */
export function isPublicHttpsUrl(text: string): boolean {
  if (!httpsPattern.test(text) || !URL.canParse(text)) return false;
  const host = new URL(text).hostname.replace(/\.$/, '');
  if (host.startsWith('[') || isIP(host) !== 0) return false;
  const labels = host.split('.');

  return labels.length > 1 && !labels.includes('') && !privateDomains.has(labels.at(-1) ?? '');
}
