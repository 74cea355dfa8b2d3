import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';

/**
 * Compiles a source of a workspace to its `dist`, like `npm run build`. Deletes the output of a deleted source.
 *
 * @param file relative to the root, below `<workspace>/src`
 * @throws Error that shows the position of a syntax error
 */
export async function compileFile(root: string, workspace: string, file: string): Promise<void> {
  const source = path.join(root, file);
  const inSource = path.relative(path.join(root, workspace, 'src'), source);
  const compiled = path.join(root, workspace, 'dist', inSource.replace(/\.ts$/, '.js'));
  if (!existsSync(source)) {
    await Promise.all([compiled, `${compiled}.map`].map((gone) => rm(gone, { force: true })));
    return;
  }
  const { code, map } = await transformFile(source, {
    configFile: path.join(root, '.swcrc'),
    sourceFileName: path.relative(path.dirname(compiled), source),
  });
  await mkdir(path.dirname(compiled), { recursive: true });
  const reference = `//# sourceMappingURL=${path.basename(compiled)}.map`;
  await writeFile(compiled, map ? `${code}\n${reference}` : code);
  if (map) await writeFile(`${compiled}.map`, map);
}
