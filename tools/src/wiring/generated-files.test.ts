import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readTopology, repositoryRoot } from '@tribe/local-servers';
import { generatedFiles } from './generated-files';

test('the generated files are those of the manifests and contracts; `npm run wiring` writes them', async () => {
  const files = await generatedFiles();
  expect(files.map(({ file }) => file)).toContain('libs/contracts/src/services.generated.ts');
  for (const { file, text } of files)
    expect(readFileSync(path.join(repositoryRoot, file), 'utf8')).toBe(text);
});

test('no two services have the same port or the same prefix of paths', () => {
  const services = readTopology();
  const ports = services.flatMap(({ port, metricsPort }) => [port, metricsPort]);
  const prefixes = services.flatMap(({ paths }) =>
    paths.map((prefix) => prefix.replaceAll(/:[^/]+/g, ':')),
  );
  expect([new Set(ports).size, new Set(prefixes).size]).toEqual([ports.length, prefixes.length]);
});
