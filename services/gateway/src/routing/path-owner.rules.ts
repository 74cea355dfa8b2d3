import { serviceDeclarations, type ServiceDeclaration, type ServiceName } from '@tribe/contracts';

interface Prefix {
  readonly owner: ServiceName;
  readonly segments: readonly string[];
}

type Declarations = readonly (Pick<ServiceDeclaration, 'paths'> & { readonly name: ServiceName })[];

/**
 * Returns the service whose manifest has the longest prefix of a path. A parameter in a prefix matches any segment.
 *
 * @example ownerOf('/api/v1/users/42/goals') // 'goals'
 */
export function ownerOf(
  path: string,
  declarations: Declarations = serviceDeclarations,
): ServiceName | undefined {
  const segments = segmentsOf(path);
  const fitting = prefixesOf(declarations).filter((prefix) => isPrefix(prefix.segments, segments));
  return fitting.sort((a, b) => b.segments.length - a.segments.length)[0]?.owner;
}

function prefixesOf(declarations: Declarations): Prefix[] {
  return declarations.flatMap(({ name, paths }) =>
    paths.map((path) => ({ owner: name, segments: segmentsOf(path) })),
  );
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.every((segment, index) => {
    const actual = path[index];
    return actual !== undefined && (segment.startsWith(':') || segment === actual);
  });
}
