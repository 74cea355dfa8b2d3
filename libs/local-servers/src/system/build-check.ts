import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Checks that a service is compiled from its current sources; otherwise, a test of a process could run outdated code.
 *
 * @throws Error when the service or one of its libs changed since the last build
 */
export function assertBuilt(serviceFolder: string): void {
  const libs = path.resolve(serviceFolder, '../../libs');
  const ofServices = readdirSync(libs).filter((lib) => !['testing', 'local-servers'].includes(lib));
  const stale = [serviceFolder, ...ofServices.map((lib) => path.join(libs, lib))].flatMap(
    changedSinceBuild,
  );
  if (stale.length === 0) return;
  const others = stale.length > 1 ? ` and ${stale.length - 1} more` : '';
  throw new Error(`Run \`npm run build\` first: ${stale[0]}${others} changed since the last build`);
}

/**
 * Compares sources with those in the source maps, because file times mean nothing after a checkout or a cached build.
 */
function changedSinceBuild(folder: string): string[] {
  const sources = path.join(folder, 'src');
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|test-support|d)\.ts$/.test(file))
    .filter((file) =>
      differs(path.join(sources, file), path.join(folder, 'dist', file.replace(/\.ts$/, '.js'))),
    )
    .map((file) => path.join(sources, file));
}

function differs(source: string, compiled: string): boolean {
  if (!existsSync(`${compiled}.map`)) return true;
  const { sourcesContent } = JSON.parse(readFileSync(`${compiled}.map`, 'utf8')) as {
    sourcesContent?: string[];
  };
  // A file with only types compiles to nothing, so its map has no source.
  return sourcesContent?.[0] !== undefined && sourcesContent[0] !== readFileSync(source, 'utf8');
}
