import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServiceEntry } from '@tribe/local-servers';
import type { FileChange } from './file-changes';
import { type Names, namesOf } from './names';
import { newFeature } from './new-feature';
import { prefixed, render, spellings } from './template';

/** The service that serves as the model for new services. */
export const model = 'services/goals';

/** Files of the model in which only names differ. */
const copied = ['prisma.config.ts', 'src/main.ts', 'src/index.ts', 'src/prisma.service.ts'];
const rendered = [
  'README.md',
  'src/app.module.ts',
  'src/authorization.test-support.ts',
  'src/config.ts',
  'src/errors.ts',
];
const serviceName = /^[a-z][a-z0-9-]{1,30}$/;

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly tribe: Readonly<Record<string, unknown>>;
}

/** `npm run new -- service reminders reminder`: a service with its first feature. */
export function newService(
  root: string,
  request: { service: string; noun: string },
  existing: readonly ServiceEntry[],
): FileChange[] {
  const service = namesOf(request.service);
  if (!serviceName.test(service.kebab)) throw new Error(`"${service.kebab}" is too long`);
  if (existing.some(({ name }) => name === service.kebab))
    throw new Error(`services/${service.kebab} already exists`);
  const noun = namesOf(request.noun);
  const port = Math.max(...existing.map((entry) => entry.port)) + 1;
  const folder = `services/${service.kebab}`;

  return [
    { file: `${folder}/package.json`, create: manifestText(root, service, port) },
    { file: `${folder}/prisma/schema.prisma`, create: schemaHead(root) },
    ...copied.map((file) => ({
      file: `${folder}/${file}`,
      create: renamed(read(root, file), service),
    })),
    ...rendered.map((file) => ({
      file: `${folder}/${file}`,
      create: render(`service/${path.basename(file)}`, valuesOf(service, noun)),
    })),
    ...newFeature(root, { service: service.kebab, noun: noun.kebab }),
  ];
}

function valuesOf(service: Names, noun: Names): Record<string, string> {
  const { kebab } = service;
  return {
    ...spellings(service),
    ...prefixed('noun', spellings(noun)),
    quotedKebab: kebab.includes('-') ? `'${kebab}'` : kebab,
  };
}

/** Returns the manifest of the model without the parts that only the model needs. */
function manifestText(root: string, { kebab, words }: Names, port: number): string {
  const manifest = JSON.parse(read(root, 'package.json')) as Manifest;
  const { '@tribe/projections': _unused, ...dependencies } = manifest.dependencies;
  const title = words.charAt(0).toUpperCase() + words.slice(1);

  const tribe = {
    kind: 'service',
    port,
    title,
    paths: [],
    database: true,
    personalData: true,
    migrations: ['service-kit', 'events', 'jobs', 'personal-data'],
  };

  const changed = {
    ...manifest,
    name: `@tribe/${kebab}`,
    description: title,
    dependencies,
    tribe,
  };

  return `${JSON.stringify(changed, null, 2)}\n`;
}

function schemaHead(root: string): string {
  const [head = ''] =
    /^generator[\s\S]*?datasource[\s\S]*?\}\n/.exec(read(root, 'prisma/schema.prisma')) ?? [];
  return head;
}

function renamed(text: string, { kebab, camel }: Names): string {
  const name = path.basename(model);
  return text
    .replaceAll(`'${name}'`, `'${kebab}'`)
    .replaceAll(new RegExp(`\\b${name}`, 'g'), camel);
}

function read(root: string, file: string): string {
  return readFileSync(path.join(root, model, file), 'utf8');
}
