import { spawn } from 'node:child_process';
import { repositoryRoot } from '@tribe/local-servers';

export interface ProgramResult {
  code: number;
  /** Standard output and error, in the order they came; empty when they went to the terminal. */
  output: string;
}

export interface ProgramOptions {
  env?: NodeJS.ProcessEnv;
  /** Show the output as it comes instead of collecting it. */
  show?: boolean;
  cwd?: string;
  signal?: AbortSignal;
}

/** Runs a program of this repository (node_modules/.bin is on PATH) to its end. It never throws for an exit code. */
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
