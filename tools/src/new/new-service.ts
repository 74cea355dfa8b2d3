import type { ServiceEntry } from '@tribe/local-servers';
import type { FileChange } from './file-changes';
import { namesOf, plural } from './names';
import { newFeature } from './new-feature';
import { render, spellings } from './template';

const files = [
  'package.json',
  'README.md',
  'prisma.config.ts',
  'prisma/schema.prisma',
  'src/main.ts',
  'src/index.ts',
  'src/config.ts',
  'src/prisma.service.ts',
  'src/app.module.ts',
];

/** A service with its first feature: one that has nothing to do does not exist. */
export function newService(service: string, noun: string, existing: ServiceEntry[]): FileChange[] {
  const names = namesOf(service);
  if (existing.some(({ name }) => name === names.kebab))
    throw new Error(`services/${names.kebab} exists already`);
  const port = Math.max(...existing.map((entry) => entry.port)) + 1;
  const values = {
    ...spellings(names),
    port: String(port),
    nounWords: plural(namesOf(noun).words),
  };
  const created = files.map((file) => ({
    file: `services/${names.kebab}/${file}`,
    create: render(`service/${file.replace(/^(src|prisma)\//, '')}`, values),
  }));
  return [...created, ...newFeature(names.kebab, noun)];
}
