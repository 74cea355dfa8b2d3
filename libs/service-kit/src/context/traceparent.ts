import { randomHex } from '../ids/random-pool';

const spanBytes = 8;
const traceBytes = 16;
const valid = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/;

/** What a W3C `traceparent` says. */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
}

/** Reads a W3C `traceparent`; undefined when it is absent or not valid. */
export function readTraceparent(traceparent: string | undefined): TraceParent | undefined {
  const [, traceId, spanId] =
    (traceparent === undefined ? undefined : valid.exec(traceparent)) ?? [];
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
}

/** A new trace id: 32 hex digits. */
export const newTraceId = (): string => randomHex(traceBytes);

/** A new span id: 16 hex digits. */
export const newSpanId = (): string => randomHex(spanBytes);
