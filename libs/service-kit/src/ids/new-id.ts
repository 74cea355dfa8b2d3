import { randomHex } from './random-pool';

const variants = '89ab';
const randomByteCount = 8;
const sequenceEnd = 0x1000;
/** The sequence of a millisecond starts in the lower half, so that at least 2048 ids fit. */
const firstSequenceMask = 0x7ff;

let time = 0;
let timePart = '';
let sequence = 0;

/**
 * Returns a new UUIDv7. Within a process, every id sorts after the previous one, even when the clock is set back. So
 * indexes stay compact, and rows written in one transaction keep their order.
 */
export function newId(): string {
  const now = Date.now();
  if (now > time) startMillisecond(now);
  else if (++sequence === sequenceEnd) startMillisecond(time + 1);
  const random = randomHex(randomByteCount);
  const variant = variants[parseInt(random[0] ?? '0', 16) & 3];

  return `${timePart}${sequence.toString(16).padStart(3, '0')}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
}

function startMillisecond(milliseconds: number): void {
  const hex = milliseconds.toString(16).padStart(12, '0');
  time = milliseconds;
  timePart = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
  sequence = parseInt(randomHex(2), 16) & firstSequenceMask;
}
