import { spawn } from 'node:child_process';
import { repositoryRoot } from '@tribe/local-servers';

export interface ProgramResult {
  code: number;
  /** Standard output and error in their order; empty when shown in the terminal. */
  output: string;
}

export interface ProgramOptions {
  env?: NodeJS.ProcessEnv;
  /** Shows the output immediately instead of collecting it. */
  show?: boolean;
  cwd?: string;
  signal?: AbortSignal;
}

/** Runs a program with node_modules/.bin in its PATH. Does not throw for exit codes. */
export function runProgram(
  program: string,
  args: string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const { env = process.env, show = false, cwd = repositoryRoot, signal } = options;
  return new Promise((resolve, reject) => {
    const out = show ? 'inherit' : 'pipe';

    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', out, out],
      ...(signal && { signal }),
    });

    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));

    child.once('error', (error) =>
      signal?.aborted ? resolve({ code: 130, output }) : reject(error),
    );

    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
