import { addImport, addToModule, append, insertBefore } from './edits';
import type { FileChange } from './file-changes';
import { namesOf, plural } from './names';
import { render, spellings } from './template';

/**
 * Something people have and only they see: a table, three endpoints, and the test of each. What makes it special is
 * then written into it.
 */
export function newFeature(service: string, noun: string): FileChange[] {
  const names = namesOf(noun);
  const folder = `services/${service}/src/${names.kebab}`;
  const values = { ...spellings(names), definition: namesOf(service).camel };
  const appModule = `services/${service}/src/app.module.ts`;
  const code = `  ${names.upper}_NOT_FOUND: { status: 404, title: 'No such ${names.words}' },\n`;
  return [
    ...['dto.ts', 'service.ts', 'controller.ts', 'service.test.ts'].map((role) => ({
      file: `${folder}/${names.kebab}.${role}`,
      create: render(`feature/${role}`, values),
    })),
    {
      file: `services/${service}/prisma/schema.prisma`,
      edit: append(render('feature/model.prisma', values)),
    },
    {
      file: appModule,
      edit: addImport(`${names.pascal}Controller`, `./${names.kebab}/${names.kebab}.controller`),
    },
    {
      file: appModule,
      edit: addImport(`${names.pascal}Service`, `./${names.kebab}/${names.kebab}.service`),
    },
    { file: appModule, edit: addToModule('controllers', `${names.pascal}Controller`) },
    { file: appModule, edit: addToModule('providers', `${names.pascal}Service`) },
    {
      file: 'libs/service-kit/src/errors/error-codes.ts',
      edit: (text) => (text.includes(code) ? text : insertBefore('} as const', code)(text)),
    },
  ];
}

/** Lines for the gateway's route table, which is checked against the services when it starts. */
export function routesOf(service: string, noun: string): string {
  const path = `/api/v1/${plural(namesOf(noun).kebab)}`;
  const route = (method: string, at: string, limit: string) =>
    `  { method: '${method}', path: '${at}', owner: '${service}', access: 'authenticated', limit: '${limit}' },`;
  return [
    route('GET', path, 'read'),
    route('POST', path, 'write'),
    route('GET', `${path}/:${namesOf(noun).camel}Id`, 'read'),
  ].join('\n');
}
