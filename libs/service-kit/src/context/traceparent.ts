import { randomHex } from '../ids/random-pool';

const spanBytes = 8;
const traceBytes = 16;
const valid = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/;

/** A parsed W3C `traceparent`. */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
}

/** Parses a W3C `traceparent`; returns undefined when it is absent or invalid. */
export function readTraceparent(traceparent: string | undefined): TraceParent | undefined {
  const [, traceId, spanId] =
    (traceparent === undefined ? undefined : valid.exec(traceparent)) ?? [];
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
}

/** Returns a new trace id: 32 hex digits. */
export const newTraceId = (): string => randomHex(traceBytes);

/** Returns a new span id: 16 hex digits. */
export const newSpanId = (): string => randomHex(spanBytes);
