import { isIPv6 } from 'node:net';

const dottedTail = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
const ipv4WithPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/;
const ipv6InBrackets = /^\[([^\]]+)\](?::\d+)?$/;
/** IPv6 networks of 96 bits whose addresses end with an IPv4 address: mapped addresses, and NAT64 (RFC 6052). */
const ipv4Networks = new Set(['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']);

/** How many of its /64 networks can use up their whole limit before a /48 is refused. */
const wideShare = 10;

/**
 * Returns the network that identifies a client in rate limits: an IPv4 address, or the /64 of an IPv6 address, because
 * a household usually controls a whole /64. Proxies may append a port. An IPv6 address that stands for an IPv4 address
 * counts as that.
 *
 * @example networkOf('2001:db8:1:2:aaaa::1') // '2001:db8:1:2::/64'
 */
export function networkOf(address: string): string {
  return networksOf(address)[0].network;
}

/** A network that a client belongs to. */
export interface ClientNetwork {
  readonly network: string;
  /** The limit of all clients of the network together, as a multiple of the limit of one client. */
  readonly share: number;
}

/**
 * Returns the networks under which a client is counted: its own, and for IPv6 also the /48 around it, because a single
 * customer can be assigned the 65,536 networks of a /48, while a mobile carrier puts many customers into one.
 */
export function networksOf(address: string): readonly [ClientNetwork, ...ClientNetwork[]] {
  const host = ipv4WithPort.exec(address)?.[1] ?? ipv6InBrackets.exec(address)?.[1] ?? address;
  const [bare = host] = host.split('%');
  if (!isIPv6(bare)) return [{ network: host, share: 1 }];
  const groups = groupsOf(withoutDots(bare));
  if (ipv4Networks.has(groups.slice(0, 6).join(':')))
    return [{ network: ipv4Of(groups.slice(6)), share: 1 }];

  return [
    { network: `${groups.slice(0, 4).join(':')}::/64`, share: 1 },
    { network: `${groups.slice(0, 3).join(':')}::/48`, share: wideShare },
  ];
}

/** Writes an IPv4 address at the end of an IPv6 address as two groups. */
function withoutDots(address: string): string {
  const [, head, ...bytes] = dottedTail.exec(address) ?? [];
  if (head === undefined) return address;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);

  return `${head}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function ipv4Of(groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 255])
    .join('.');
}

/** Returns the eight groups of an IPv6 address without leading zeros. */
function groupsOf(address: string): string[] {
  const [left = '', right] = address.toLowerCase().split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const missing = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);

  return [...head, ...Array<string>(missing).fill('0'), ...tail].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
