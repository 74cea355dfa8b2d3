import { isIPv6 } from 'node:net';

type Value = string | number | readonly string[] | { readonly [key: string]: Value };

interface Network {
  /** IPv4, or IPv6 with all eight groups. */
  readonly address: string;
  readonly bits: number;
  readonly record: Value;
}

/** A node of the search tree: what follows a 0 and a 1. A number is the offset of a record. */
type Node = [Node | number | undefined, Node | number | undefined];

const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const gap = 16;

/**
 * A database of places as MaxMind writes them, with the given networks and nothing else.
 * Format: MaxMind DB File Format Specification 2.0, with records of 24 bits.
 */
export function geoDatabase(networks: readonly Network[]): Buffer {
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  for (const { address, bits, record } of networks) {
    const offset = Buffer.concat(data).length;
    data.push(encode(record));
    insert(root, bitsOf(address).slice(0, isIPv6(address) ? bits : 96 + bits), offset);
  }
  const nodes = nodesOf(root);
  const tree = Buffer.concat(nodes.map((node) => encodeNode(node, nodes)));
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: 'GeoLite2-City',
    description: { en: 'Places of a test' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  };
  return Buffer.concat([tree, Buffer.alloc(gap), ...data, marker, encode(metadata)]);
}

/** The 128 bits of an address; an IPv4 address comes after 96 zeros. */
function bitsOf(address: string): string {
  const [groups, base, width] = isIPv6(address)
    ? [address.split(':'), 16, 16]
    : [address.split('.'), 10, 8];
  return groups
    .map((group) => Number.parseInt(group, base).toString(2).padStart(width, '0'))
    .join('')
    .padStart(128, '0');
}

function insert(root: Node, path: string, offset: number): void {
  let node = root;
  for (const bit of path.slice(0, -1)) {
    const side = Number(bit) as 0 | 1;
    const next = node[side];
    const child: Node = typeof next === 'object' ? next : [undefined, undefined];
    node[side] = child;
    node = child;
  }
  node[Number(path.at(-1)) as 0 | 1] = offset;
}

function nodesOf(node: Node): Node[] {
  return [node, ...node.flatMap((child) => (typeof child === 'object' ? nodesOf(child) : []))];
}

function encodeNode(node: Node, nodes: readonly Node[]): Buffer {
  const bytes = Buffer.alloc(6);
  node.forEach((child, side) => bytes.writeUIntBE(recordOf(child, nodes), 3 * side, 3));
  return bytes;
}

function recordOf(child: Node | number | undefined, nodes: readonly Node[]): number {
  if (typeof child === 'object') return nodes.indexOf(child);
  return child === undefined ? nodes.length : nodes.length + gap + child;
}

function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, member]) => [encode(key), encode(member)]),
  ]);
}

/** The control bytes of a value: its type, with a second byte above 7, and its size, which is below 29 here. */
function control(type: number, size: number): Buffer {
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);
}
