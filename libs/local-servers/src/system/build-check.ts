import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a process runs is what was compiled, so a test could pass on code that is not there any more.
 *
 * @throws Error when a service, or a lib it may use, was changed since it was built
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

/** Times say nothing after a checkout or out of a build cache, so texts are compared: source maps hold the compiled one. */
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
  // A file of nothing but types compiles to nothing and has no map of anything.
  return sourcesContent?.[0] !== undefined && sourcesContent[0] !== readFileSync(source, 'utf8');
}
