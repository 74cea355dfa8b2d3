import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformSync } from '@swc/core';

const maxBytes = 40 * 1_024;

/** All compiled modules without types, which is a little more than a bundler makes of them. */
function modules(): string[] {
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|test-support)\.ts$/.test(file))
    .map((file) => {
      const { code } = transformSync(readFileSync(path.join(__dirname, file), 'utf8'), {
        swcrc: false,
        configFile: false,
        minify: true,
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2022',
          minify: { compress: true, mangle: true },
        },
        module: { type: 'es6' },
      });
      return code;
    });
}

test('an app downloads less than 40 kB', () => {
  expect(gzipSync(modules().join('\n')).length).toBeLessThan(maxBytes);
});

test('the modules import only each other, so that they run everywhere', () => {
  const imports = modules().flatMap((code) =>
    [...code.matchAll(/(?:from|import|require\()\s*["']([^"']+)["']/g)].map(([, name]) => name),
  );
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((name) => !name?.startsWith('.'))).toEqual([]);
});
