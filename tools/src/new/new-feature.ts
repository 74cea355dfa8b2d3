import {
  addEvents,
  addImport,
  addToModule,
  append,
  editJson,
  insertAfter,
  insertBefore,
} from './edits';
import type { FileChange } from './file-changes';
import { type Names, namesOf, plural } from './names';
import { protoChanges } from './proto-changes';
import { render, spellings } from './template';

/** `npm run new -- feature goals pledge` */
export interface NewFeatureRequest {
  readonly service: string;
  readonly noun: string;
}

interface ServicePackage {
  tribe: { paths?: string[] };
}

/** Roles of files, and their templates. */
export const featureFiles: Readonly<Record<string, string>> = {
  '.controller.ts': 'controller.ts',
  '.dto.ts': 'dto.ts',
  '.service.ts': 'service.ts',
  '.service.test.ts': 'service.test.ts',
  '-access.ts': 'access.ts',
  '-access.rules.ts': 'access.rules.ts',
  '-access.rules.test.ts': 'access.rules.test.ts',
  '-authorization.test-support.ts': 'authorization.test-support.ts',
  '-personal-data.ts': 'personal-data.ts',
  '.events.ts': 'events.ts',
  '.queries.ts': 'queries.ts',
  '.rules.ts': 'rules.ts',
  '.rules.test.ts': 'rules.test.ts',
  '.snapshots.ts': 'snapshots.ts',
  '.view.ts': 'view.ts',
  '.writes.ts': 'writes.ts',
};

/**
 * Generates a resource that is visible to its owner only: table, five endpoints, events, snapshots, personal data,
 * authorization rows and tests.
 */
export function newFeature(root: string, request: NewFeatureRequest): FileChange[] {
  const [service, noun] = [namesOf(request.service), namesOf(request.noun)];

  const values: Record<string, string> = {
    ...spellings(noun),
    definition: service.camel,
    service: service.kebab,
  };

  const path = plural(noun.kebab);
  const folder = `services/${service.kebab}`;

  const files = Object.entries(featureFiles).map(([role, template]) => ({
    file: `${folder}/src/${noun.kebab}/${noun.kebab}${role}`,
    create: render(`feature/${template}`, values),
  }));

  const requests = [render('service/head.http', values), render('feature/requests.http', values)];

  return [
    ...files,
    { file: `${folder}/http/${path}.http`, create: requests.join('\n') },
    {
      file: `${folder}/prisma/schema.prisma`,
      edit: append(render('feature/model.prisma', values)),
    },
    {
      file: `${folder}/package.json`,
      edit: editJson((json: ServicePackage) => addPath(json, `/api/v1/${path}`)),
    },
    ...moduleChanges(folder, noun),
    ...readmeChanges(folder, noun),
    ...protoChanges(root, service, render('feature/events.proto', values)),
  ];
}

function moduleChanges(
  folder: string,
  { kebab, pascal, camel, upper, words }: Names,
): FileChange[] {
  const appModule = `${folder}/src/app.module.ts`;
  const authorization = `${folder}/src/authorization.test-support.ts`;
  const providers = ['Access', 'PersonalData', 'Service', 'Snapshots'];

  const fileOf: Readonly<Record<string, string>> = {
    Access: '-access',
    Controller: '.controller',
    PersonalData: '-personal-data',
    Service: '.service',
    Snapshots: '.snapshots',
  };

  return [
    ...['Controller', ...providers].map((role) => ({
      file: appModule,
      edit: addImport(`${pascal}${role}`, `./${kebab}/${kebab}${fileOf[role]}`),
    })),
    { file: appModule, edit: addToModule('controllers', `${pascal}Controller`) },
    ...providers.map((role) => ({
      file: appModule,
      edit: addToModule('providers', `${pascal}${role}`),
    })),
    {
      file: `${folder}/src/errors.ts`,
      edit: insertBefore('});', `  ${upper}_NOT_FOUND: [404, 'No such ${words}'],\n`),
    },
    {
      file: authorization,
      edit: addImport(`${camel}Rows`, `./${kebab}/${kebab}-authorization.test-support`),
    },
    { file: authorization, edit: insertAfter('const rows: Rows = {\n', `  ...${camel}Rows,\n`) },
  ];
}

function readmeChanges(folder: string, { pascal, words }: Names): FileChange[] {
  const file = `${folder}/README.md`;
  const changes = ['Created', 'Updated', 'Deleted'].map((change) => pascal + change);
  const deleted = 'deleted; deleted also when the account of its owner was erased';

  return [
    { file, edit: addEvents(changes, `a ${words} was created, updated or ${deleted}`) },
    {
      file,
      edit: addEvents([`${pascal}Snapshotted`], `a replay was started; the state of a ${words}`),
    },
  ];
}

function addPath({ tribe }: ServicePackage, path: string): void {
  tribe.paths = [...new Set([...(tribe.paths ?? []), path])];
}
