/** What a change of a file means for a running system. */
export type SourceChange =
  | { readonly kind: 'compile'; readonly workspace: string; readonly file: string }
  /** It takes more than compiling: generated code, a migration or packages. */
  | { readonly kind: 'restart-needed'; readonly file: string }
  | { readonly kind: 'ignore' };

const source = /^((?:services|libs)\/[^/]+)\/src\/(?!generated\/).+\.ts$/;
const notCompiled = /\.(test|test-support|d)\.ts$/;
const needsRestart = /^proto\/.+\.proto$|\/prisma\/schema\.prisma$|(^|\/)package\.json$/;

/** @param file relative to the root of the repository */
export function sourceChangeOf(file: string): SourceChange {
  const workspace = source.exec(file)?.[1];
  if (workspace && !notCompiled.test(file)) return { kind: 'compile', workspace, file };
  if (needsRestart.test(file)) return { kind: 'restart-needed', file };
  return { kind: 'ignore' };
}

/** Workspaces by folder, with the names of those they depend on. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** The services that run code of a workspace: itself, or all that depend on a lib, however indirectly. */
export function servicesUsing(workspace: string, dependencies: Dependencies): Set<string> {
  const using = new Set([workspace]);
  for (const changed of using) {
    for (const [folder, needs] of dependencies) if (needs.includes(changed)) using.add(folder);
  }
  const services = [...using].filter((folder) => folder.startsWith('services/'));
  return new Set(services.map((folder) => folder.slice('services/'.length)));
}
