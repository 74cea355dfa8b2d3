import { AppError, type AppErrorOptions, commonErrors } from '@tribe/service-kit';
import { z } from 'zod';

/** Names of the headers of an RPC message. */
export const rpcHeader = {
  /** Unix milliseconds after which the caller stops waiting. Requires hosts synchronized by NTP. */
  deadline: 'rpc-deadline',
  /** Code of the AppError of a failed call; absent on success. */
  errorCode: 'rpc-error',
  requestId: 'x-request-id',
  traceparent: 'traceparent',
} as const;

/** The payload of a failed reply: an AppError without its cause. */
const errorBody = z.object({
  code: z.string(),
  status: z.int().min(400).max(599),
  title: z.string(),
  detail: z.string().optional(),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        message: z.string(),
        in: z.enum(['body', 'query', 'path']).optional(),
      }),
    )
    .optional(),
  retryAfterSeconds: z.number().optional(),
});

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes the payload of a failed reply. */
export function encodeError(error: AppError): Uint8Array {
  const { code, status, title, detail, errors, retryAfterSeconds } = error;
  const body = { code, status, title, detail, errors, retryAfterSeconds };
  return encoder.encode(JSON.stringify(body));
}

/** Returns the AppError of a failed reply, or BAD_GATEWAY when the payload is invalid. */
export function decodeError(code: string, payload: Uint8Array): AppError {
  const parsed = errorBody.safeParse(readJson(payload));
  if (!parsed.success) {
    const cause = new Error(`The callee failed with ${code}`);
    return new AppError(commonErrors.BAD_GATEWAY, { cause });
  }
  return new AppError(parsed.data, parsed.data as AppErrorOptions);
}

function readJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload));
  } catch {
    return undefined;
  }
}

/** Parses a deadline header. Returns undefined when it is absent or invalid. */
export function parseDeadline(header: string): number | undefined {
  return /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
