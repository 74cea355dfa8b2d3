import { readFileSync } from 'node:fs';
import type { Environment } from './environment';

/** The suffix of the variable that names a file with the value of a secret. */
export const fileSuffix = '_FILE';

/** A secret and, when it was read from a file, the path of the file. */
export interface Secret {
  readonly value: string | undefined;
  readonly file?: string;
}

/**
 * Reads a secret from the variable `<name>`, or from the file in `<name>_FILE`, as Docker and Kubernetes mount secrets.
 * One newline at the end of the file is ignored.
 *
 * @throws Error when both are set, or when the file is empty or cannot be read; the message has no content of the file
 */
export function readSecret(name: string, env: Environment): Secret {
  const file = env[name + fileSuffix] || undefined;
  const value = env[name] || undefined;
  if (file === undefined) return { value };
  if (value !== undefined)
    throw new Error(`${name} and ${name + fileSuffix} are both set; set only one of them`);
  const content = read(name, file).replace(/\r?\n$/, '');
  if (content === '')
    throw new Error(`${name + fileSuffix} names the file ${file}, which is empty`);

  return { value: content, file };
}

function read(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `${name + fileSuffix} names the file ${file}, which cannot be read (${code ?? 'unknown error'})`,
      { cause: error },
    );
  }
}
