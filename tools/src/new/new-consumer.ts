import { eventTypes } from '@tribe/contracts';
import { addImport, addToModule } from './edits';
import type { FileChange } from './file-changes';
import { namesOf } from './names';
import { render, spellings } from './template';

/** `npm run new -- consumer notifications notification GoalShared` */
export interface NewConsumerRequest {
  service: string;
  /** Folder of the feature. */
  feature: string;
  /** Name of the proto message. */
  event: string;
}

/** Generates a consumer that only logs, and a test that an event reaches it once. */
export function newConsumer(
  { service, feature, event }: NewConsumerRequest,
  ownerOf = registeredOwner,
): FileChange[] {
  const [consumer, noun, name] = [namesOf(service), namesOf(feature), namesOf(event)];
  const durable = `${consumer.kebab}-${name.kebab}-v1`;
  const folder = `services/${consumer.kebab}/src/${noun.kebab}`;
  const appModule = `services/${consumer.kebab}/src/app.module.ts`;
  const className = `On${name.pascal}Consumer`;
  const owner = ownerOf(name.pascal);
  const target = { definition: consumer.camel, service: consumer.kebab };
  const values = { ...spellings(name), ...target, owner, durable, className };

  return [
    {
      file: `${folder}/on-${name.kebab}.consumer.ts`,
      create: render('consumer/consumer.ts', values),
    },
    {
      file: `${folder}/on-${name.kebab}.test.ts`,
      create: render('consumer/consumer.test.ts', values),
    },
    { file: appModule, edit: addImport(className, `./${noun.kebab}/on-${name.kebab}.consumer`) },
    { file: appModule, edit: addToModule('controllers', className) },
  ];
}

function registeredOwner(message: string): string {
  const found = eventTypes.find(({ schema }) => schema.name === message);
  if (!found) throw new Error(`There is no event ${message}; create it with npm run new -- event`);
  return found.owner;
}
