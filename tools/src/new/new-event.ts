import { existsSync } from 'node:fs';
import path from 'node:path';
import { addEvents, addImport, append } from './edits';
import type { FileChange } from './file-changes';
import { type Names, namesOf } from './names';
import { protoChanges } from './proto-changes';
import { render, spellings } from './template';

/** `npm run new -- event goals goal GoalShared` */
export interface NewEventRequest {
  service: string;
  /** The entity whose id and version the event contains; also the folder of the feature. */
  entity: string;
  /** The entity followed by a past tense: `GoalShared`. */
  event: string;
}

/** Generates a proto message with its subject, the function that creates the event, and a test of its content. */
export function newEvent(root: string, { service, entity, event }: NewEventRequest): FileChange[] {
  const [owner, thing, name] = [namesOf(service), namesOf(entity), namesOf(event)];

  if (!name.pascal.startsWith(thing.pascal) || name.pascal === thing.pascal) {
    throw new Error(
      `The name of an event is its entity and a past tense: ${thing.pascal}Shared, not ${name.pascal}`,
    );
  }

  const happened = name.kebab.slice(thing.kebab.length + 1);
  const subject = `tribe.${owner.kebab}.${thing.kebab}.${happened}.v1`;
  const feature = `services/${owner.kebab}/src/${thing.kebab}`;
  if (!existsSync(path.join(root, feature)))
    throw new Error(`${feature} does not exist; create it with npm run new -- feature`);

  const values = {
    ...spellings(name),
    subject,
    owner: owner.kebab,
    entityKebab: thing.kebab,
    entityWords: thing.words,
    entityCamel: thing.camel,
    entitySnake: thing.snake,
  };

  return [
    ...protoChanges(root, owner, render('event/message.proto', values)),
    ...factoryChanges(
      root,
      `${feature}/${thing.kebab}.events.ts`,
      name,
      render('event/factory.ts', values),
    ),
    {
      file: `services/${owner.kebab}/README.md`,
      edit: addEvents([name.pascal], `a ${thing.words} was ${happened.replaceAll('-', ' ')}`),
    },
    {
      file: `${feature}/${name.kebab}.event.test.ts`,
      create: render('event/event.test.ts', values),
    },
  ];
}

function factoryChanges(
  root: string,
  file: string,
  { pascal }: Names,
  factory: string,
): FileChange[] {
  const schema = `${pascal}Schema`;

  if (existsSync(path.join(root, file))) {
    return [
      { file, edit: addImport(schema, '@tribe/contracts') },
      { file, edit: append(factory) },
    ];
  }

  const imports = `import { ${schema} } from '@tribe/contracts';\nimport { eventOf } from '@tribe/events';\n\n`;

  return [{ file, create: imports + factory }];
}
