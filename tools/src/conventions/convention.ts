/** A source file of the repository. */
export interface SourceFile {
  /** From the root of the repository: `services/goals/src/goal/goal.rules.ts`. */
  readonly path: string;
  readonly text: string;
}

/** A place that departs from a convention. */
export interface Finding {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** One of the house's ways, as CONTRIBUTING.md describes them, and how to find what departs from it. */
export type Convention = (files: readonly SourceFile[]) => Finding[];

/**
 * A convention about single places in the text of files.
 *
 * @param pattern has the flag `g`; each match is a finding
 * @param message says what to do instead
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

/** The line of a position in a text, counted from 1. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

const testFile = /\.(test|test-support)\.ts$/;

export const isTest = (path: string): boolean => testFile.test(path);
export const isSource = (path: string): boolean => path.endsWith('.ts') && !isTest(path);
