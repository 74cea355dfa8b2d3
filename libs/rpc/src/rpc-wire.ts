import { AppError, type AppErrorOptions, commonErrors } from '@tribe/service-kit';
import { z } from 'zod';

/** Names of the headers of an RPC message. */
export const rpcHeader = {
  /** Unix milliseconds after which nobody waits for the answer. Clocks of hosts are kept together by NTP. */
  deadline: 'rpc-deadline',
  /** Code of the AppError the call failed with; absent when it succeeded. */
  errorCode: 'rpc-error',
  requestId: 'x-request-id',
  traceparent: 'traceparent',
} as const;

/** An AppError as it travels in the payload of a failed reply. The cause stays at home. */
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

/** The payload of a failed reply. */
export function encodeError(error: AppError): Uint8Array {
  const { code, status, title, detail, errors, retryAfterSeconds } = error;
  const body = { code, status, title, detail, errors, retryAfterSeconds };
  return encoder.encode(JSON.stringify(body));
}

/** The AppError of a failed reply; BAD_GATEWAY when the payload cannot be read. */
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

/** Reads a deadline header. Undefined when it is absent or no time. */
export function parseDeadline(header: string): number | undefined {
  return /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
