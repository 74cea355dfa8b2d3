/** A source file of the repository. */
export interface SourceFile {
  /** Relative to the repository: `services/goals/src/goal/goal.rules.ts`. */
  readonly path: string;
  readonly text: string;
}

/** A departure from a convention. */
export interface Finding {
  readonly path: string;
  /** Starts at 1. */
  readonly line: number;
  readonly message: string;
}

/** A convention of CONTRIBUTING.md: returns the departures in the given files. */
export type Convention = (files: readonly SourceFile[]) => Finding[];

/**
 * Creates a convention from a pattern.
 *
 * @param pattern must have the flag `g`; each match is a finding
 * @param message the correction, such as `constants must be camelCase`
 */
export function textConvention(options: {
  readonly in: (path: string) => boolean;
  readonly pattern: RegExp;
  readonly message: string;
}): Convention {
  return (files) =>
    files
      .filter(({ path }) => options.in(path))
      .flatMap((file) =>
        [...file.text.matchAll(options.pattern)].map(({ index }) => ({
          path: file.path,
          line: lineOf(file.text, index),
          message: options.message,
        })),
      );
}

/** Returns the line of a position in a text, starting at 1. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

const testFile = /\.(test|test-support)\.ts$/;

export const isTest = (path: string): boolean => testFile.test(path);
export const isSource = (path: string): boolean => path.endsWith('.ts') && !isTest(path);
