/** The effect of a changed file on a running system. */
export type SourceChange =
  | { readonly kind: 'compile'; readonly workspace: string; readonly file: string }
  /** Requires a new start, because generated code, migrations or packages may have changed. */
  | { readonly kind: 'restart-needed'; readonly file: string }
  | { readonly kind: 'ignore' };

const source = /^((?:services|libs)\/[^/]+)\/src\/(?!generated\/).+\.ts$/;
const notCompiled = /\.(test|test-support|d)\.ts$/;
const needsRestart = /^proto\/.+\.proto$|\/prisma\/schema\.prisma$|(^|\/)package\.json$/;

/** @param file relative to the repository */
export function sourceChangeOf(file: string): SourceChange {
  const workspace = source.exec(file)?.[1];
  if (workspace && !notCompiled.test(file)) return { kind: 'compile', workspace, file };
  if (needsRestart.test(file)) return { kind: 'restart-needed', file };

  return { kind: 'ignore' };
}

/** The dependencies of workspaces: folder to names. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Returns the services that run code of a workspace: itself, or all that depend on a lib directly or indirectly. */
export function servicesUsing(workspace: string, dependencies: Dependencies): Set<string> {
  const using = new Set([workspace]);

  for (const changed of using) {
    for (const [folder, needs] of dependencies) if (needs.includes(changed)) using.add(folder);
  }

  const services = [...using].filter((folder) => folder.startsWith('services/'));

  return new Set(services.map((folder) => folder.slice('services/'.length)));
}
