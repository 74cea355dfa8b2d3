import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { EndpointRegistry } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { bodyVariants } from './body-variants';
import {
  type Document,
  fixedNumbers,
  operationsOf,
  unnamedBodies,
  unnamedParts,
  unusableOperationIds,
  validatorsOf,
  wrongExamples,
} from './document.rules';

let tribe: Tribe;
let document: Document;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  const isReady = async () => (await tribe.client().get('/readyz')).status === 200;
  // Without an owner, its part would be missing.
  await eventually(isReady, { timeoutMs: 30_000, everyMs: 200 });
  document = (await tribe.client().get<Document>('/openapi.json')).body;
});
afterAll(() => tribe.stop());

test('every request and response body is a component with a readable name', () => {
  expect(unnamedBodies(document)).toEqual([]);
});

test('every object and enum inside a body or parameter has a name', () => {
  expect(unnamedParts(document)).toEqual([]);
});

test('no number has a fixed value', () => {
  expect(fixedNumbers(document)).toEqual([]);
});

test('no two services give different schemas the same name', () => {
  const merged = Object.keys(document.components.schemas);
  // The gateway renames the second of two different schemas after its service.
  expect(
    merged.filter((name) =>
      /^(Identity|SocialGraph|Goals|Messaging|Notifications)[A-Z]/.test(name),
    ),
  ).toEqual([]);
});

test('every operation has an id that is unique and reads as a method', () => {
  expect(unusableOperationIds(document)).toEqual([]);
});

test('every operation has one tag, the resource in its path', () => {
  for (const { operationId, tags } of operationsOf(document))
    expect([operationId, tags]).toEqual([operationId, [expect.stringMatching(/^[A-Z][A-Za-z]+$/)]]);
});

test('every example matches its schema', () => {
  expect(wrongExamples(document)).toEqual([]);
});

test('the service accepts every example of a request body', () => {
  for (const { operationId, body } of endpoints()) {
    if (body === undefined) continue;
    const example = document.components.schemas[body.meta()?.id ?? '']?.example;
    expect([operationId, body.safeParse(example).error?.issues]).toEqual([operationId, undefined]);
  }
});

test('the service accepts a body that matches the document, with whatever fields', () => {
  const validatorOf = validatorsOf(document);
  const refused: unknown[] = [];
  let accepted = 0;

  for (const { operationId, body } of endpoints()) {
    const name = body?.meta()?.id;
    if (body === undefined || name === undefined) continue;
    const isDocumented = validatorOf(name);

    for (const variant of bodyVariants(name, document).filter((found) => isDocumented(found))) {
      const { error } = body.safeParse(variant);
      accepted += 1;
      if (error) refused.push([operationId, variant, error.issues]);
    }
  }

  expect(refused).toEqual([]);
  expect(accepted).toBeGreaterThan(500);
});

test('a list documents the refusal of a cursor that was not issued', () => {
  const lists = operationsOf(document).filter(({ parameters = [] }) =>
    parameters.some(({ name }) => name === 'cursor'),
  );
  expect(lists.length).toBeGreaterThan(20);
  for (const { operationId, responses } of lists)
    expect([operationId, responses['400']?.description]).toEqual([
      operationId,
      expect.stringContaining('CURSOR_INVALID'),
    ]);
});

test('the fuzz run knows the formats that JSON Schema does not', () => {
  const standard = ['date', 'date-time', 'email', 'uri', 'uuid', 'cursor'];
  const hooks = readFileSync(path.join(repositoryRoot, 'tools/src/fuzz/hooks.py'), 'utf8');
  // A field of an example may have the name, too.
  const schemas = JSON.stringify(document, (key, value) => (key === 'example' ? undefined : value));
  const formats = schemas.matchAll(/"format":"([\w-]+)"/g);
  const own = [...new Set([...formats].map(([, name]) => name))].filter(
    (name) => !standard.includes(String(name)),
  );
  expect(own.length).toBeGreaterThan(3);
  for (const name of own) expect(hooks).toContain(`"${name}": (`);
});

function endpoints() {
  return allServices.flatMap(({ name }) => tribe.service(name).app.get(EndpointRegistry).all());
}
