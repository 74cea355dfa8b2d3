import type { IncomingMessage } from 'node:http';

type Handshake = Pick<IncomingMessage, 'url' | 'headers' | 'method'>;

const keyPattern = /^[+/0-9A-Za-z]{22}==$/;
const tokenPattern = /^[\w!#$%&'*+.^`|~-]+$/;

/** Returns true for a WebSocket handshake at `/ws`. Everything else is an ordinary request. */
export function isHandshake({ url = '', headers, method }: Handshake): boolean {
  const path = url.split('?', 1)[0];
  return (
    method === 'GET' &&
    (path === '/ws' || path === '/ws/') &&
    headers.upgrade?.toLowerCase() === 'websocket'
  );
}

/** Returns why engine.io or ws would refuse a handshake, each in a form of its own; undefined if they accept it. */
export function flawOf({ url = '', headers }: Handshake): string | undefined {
  const query = Object.fromEntries(new URLSearchParams(url.slice(url.indexOf('?') + 1)));
  if (query.transport !== 'websocket') return 'Only the websocket transport is supported';
  if (query.EIO !== '4') return 'Only version 4 of the Engine.IO protocol is supported';
  if (query.sid) return 'A connection cannot be continued';
  if (!keyPattern.test(headers['sec-websocket-key'] ?? '')) return 'Sec-WebSocket-Key is invalid';
  if (headers['sec-websocket-version'] !== '13') return 'Sec-WebSocket-Version must be 13';
  if (!areTokens(headers['sec-websocket-protocol'])) return 'Sec-WebSocket-Protocol is invalid';

  return undefined;
}

function areTokens(list: string | undefined): boolean {
  if (list === undefined) return true;
  const tokens = list.split(',').map((token) => token.trim());
  return (
    new Set(tokens).size === tokens.length && tokens.every((token) => tokenPattern.test(token))
  );
}
