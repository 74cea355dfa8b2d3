import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { VariantSpec } from '../media/media-kind.rules';

/** The argument of the checking program. */
export interface CheckRequest {
  readonly file: string;
  readonly contentType: string;
  /** The folder for the results. */
  readonly folder: string;
  /** Empty for a file that is not a picture. */
  readonly variants: readonly VariantSpec[];
  readonly maxPixels: number;
}

const checkResult = z.union([
  z.object({ rejection: z.string() }),
  z.object({
    picture: z
      .object({
        width: z.number(),
        height: z.number(),
        blurhash: z.string(),
        color: z.string(),
        variants: z.array(z.object({ name: z.string(), width: z.number(), height: z.number() })),
      })
      .nullable(),
  }),
]);
export type CheckResult = z.infer<typeof checkResult>;

/** Pictures are decoded by a program of their own: a decoder that crashes or is exploited takes nothing along. */
const program = path.resolve(__dirname, '../../dist/processing/check-media.js');
const timeoutMs = 60_000;

/** @throws Error when the program fails for another reason than the bytes */
export async function checkMedia(request: CheckRequest, signal: AbortSignal): Promise<CheckResult> {
  const args = ['--max-old-space-size=256', program, JSON.stringify(request)];

  const { stdout } = await promisify(execFile)(process.execPath, args, {
    // No secrets: the program sees the file only.
    env: { NODE_ENV: 'production' },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    signal,
  });

  return checkResult.parse(JSON.parse(stdout));
}
