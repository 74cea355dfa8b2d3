import { AppError, type AppErrorOptions, type FieldError, isErrorCode } from '@tribe/service-kit';

/** Names of the headers of an RPC message. */
export const rpcHeader = {
  /** Unix milliseconds after which nobody waits for the answer. Clocks of hosts are kept together by NTP. */
  deadline: 'rpc-deadline',
  /** Code of the AppError the call failed with; absent when it succeeded. */
  errorCode: 'rpc-error',
  requestId: 'x-request-id',
  traceparent: 'traceparent',
} as const;

/** The part of an AppError that travels in the payload of a failed reply. */
interface ErrorBody {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The payload of a failed reply. The cause stays at home. */
export function encodeError({ detail, errors, retryAfterSeconds }: AppError): Uint8Array {
  return encoder.encode(
    JSON.stringify({ detail, errors, retryAfterSeconds } satisfies Record<keyof ErrorBody, unknown>),
  );
}

/** The AppError of a failed reply. A code this version does not know becomes BAD_GATEWAY. */
export function decodeError(code: string, payload: Uint8Array): AppError {
  if (!isErrorCode(code)) return new AppError('BAD_GATEWAY', { cause: new Error(`The callee failed with ${code}`) });
  return new AppError(code, optionsOf(payload));
}

function optionsOf(payload: Uint8Array): AppErrorOptions {
  try {
    const { detail, errors, retryAfterSeconds } = JSON.parse(decoder.decode(payload)) as ErrorBody;
    return {
      ...(detail !== undefined && { detail }),
      ...(errors !== undefined && { errors }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  } catch {
    return {};
  }
}

/** Reads a deadline header. Undefined when it is absent or no time. */
export function parseDeadline(header: string): number | undefined {
  return /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
