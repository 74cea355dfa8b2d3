/** A packet that socket.io sends to a client, as far as event streams need it. */
export type Packet =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly title: string; readonly data: RefusalData }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: object }
  | { readonly kind: 'other' };

export interface RefusalData {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
}

const answerPattern = /^3(\d+)(\[.*)$/s;

/** Reads a packet of version 5 of the socket.io protocol. */
export function readPacket(packet: string): Packet {
  if (packet.startsWith('0')) return { kind: 'accepted' };

  if (packet.startsWith('4')) {
    const { message: title, data } = JSON.parse(packet.slice(1));
    return { kind: 'refused', title, data };
  }

  if (packet.startsWith('2')) {
    const [name, payload] = JSON.parse(packet.slice(1));
    return { kind: 'event', name, payload };
  }

  const [, number, answers = '[]'] = answerPattern.exec(packet) ?? [];
  if (number === undefined) return { kind: 'other' };

  return { kind: 'answer', number: Number(number), answer: JSON.parse(answers)[0] };
}

/** The text of an event in a stream. A push has the id of its domain event, which the client sends in `Last-Event-ID`. */
export function eventText(name: string, payload: unknown): string {
  const { id, reconnect_in_ms: retry } = payload as { id?: string; reconnect_in_ms?: number };
  const lines = [`event: ${name}`, `data: ${JSON.stringify(payload)}`];
  if (id !== undefined) lines.push(`id: ${id}`);
  if (retry !== undefined) lines.push(`retry: ${retry}`);

  return `${lines.join('\n')}\n\n`;
}
