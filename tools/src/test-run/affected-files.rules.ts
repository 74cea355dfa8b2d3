/** The tests that a changed file may affect. */
export interface Affected {
  /** Changed sources. The tests that import them, directly or indirectly, run. */
  readonly sources: readonly string[];
  /** Paths of tests that read the changed file without importing it. */
  readonly tests: readonly string[];
  /** True when any test may depend on the change. */
  readonly all: boolean;
}

type Meaning = Partial<Affected>;

/** The first pattern that matches a file applies. Files without a match affect no test. */
const meanings: readonly (readonly [RegExp, (match: RegExpExecArray) => Meaning])[] = [
  // The journeys find services by their manifests, not by imports.
  [/^services\/([^/]+)\/src\/.+\.ts$/, ([file]) => ({ sources: [file], tests: ['e2e/src'] })],
  [/^libs\/([^/]+)\/src\/.+\.ts$/, ([file]) => ({ sources: [file] })],
  [/^(tools(\/bench|\/demo)?|e2e)\/src\/.+\.ts$/, ([file]) => ({ sources: [file] })],
  [
    /^(services|libs)\/([^/]+)\/(prisma|migrations|package\.json)/,
    (match) => ({ sources: [entryOf(match)] }),
  ],
  [/^proto\//, () => ({ sources: ['libs/contracts/src/index.ts'], tests: ['e2e/src/wiring'] })],
  [/^tools\/templates\//, () => ({ tests: ['tools/src/new'] })],
  [
    /^(docs\/|e2e\/|[^/]+\.md$|.+\/README\.md$|.+\.http$)/,
    () => ({ tests: ['e2e/src/docs', 'e2e/src/wiring'] }),
  ],
  [/^(tools\/(jest|bootstrap)\/|[^/]+\.(json|cjs|yaml)$|\.)/, () => ({ all: true })],
];

function entryOf([, kind, name]: RegExpExecArray): string {
  return `${kind}/${name}/src/index.ts`;
}

/**
 * Returns the tests that changed files may affect.
 *
 * @param files paths relative to the repository, with slashes
 */
export function affectedBy(files: readonly string[]): Affected {
  const found = files.map(meaningOf);
  return {
    sources: [...new Set(found.flatMap(({ sources = [] }) => sources))],
    tests: [...new Set(found.flatMap(({ tests = [] }) => tests))],
    all: found.some(({ all }) => all === true),
  };
}

function meaningOf(file: string): Meaning {
  for (const [pattern, meaning] of meanings) {
    const match = pattern.exec(file);
    if (match) return meaning(match);
  }
  return {};
}
