import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';

export type Json = Readonly<Record<string, unknown>>;

interface Content {
  readonly [mediaType: string]: { readonly schema: Json };
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly schema: Json }>;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
}

/** The parts of an OpenAPI document that client generators take names from. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const prefix = '#/components/schemas/';
const requestName = /^[A-Z][A-Za-z0-9]+Request$/;
const responseName = /^[A-Z][A-Za-z0-9]+(?<!Response|Body|Dto)$/;

export function operationsOf({ paths }: Document): Operation[] {
  return Object.values(paths).flatMap((item) => Object.values(item));
}

/** Finds bodies that are no component, or whose component has a name of the wrong kind. */
export function unnamedBodies(document: Document): string[] {
  return operationsOf(document).flatMap(({ operationId, requestBody, responses }) => [
    ...schemasOf(requestBody?.content)
      .filter((schema) => !requestName.test(nameOf(schema)))
      .map((schema) => `the body of ${operationId} is ${nameOf(schema) || 'inline'}`),
    ...Object.entries(responses).flatMap(([status, { content }]) =>
      schemasOf(content)
        .filter((schema) => !responseName.test(nameOf(schema)))
        .map((schema) => `the ${status} of ${operationId} is ${nameOf(schema) || 'inline'}`),
    ),
  ]);
}

/** Finds objects and enums that a generator would have to invent a name for. */
export function unnamedParts(document: Document): string[] {
  const components = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
    Object.entries(schema).flatMap(([key, part]) => inlineIn(part, `${name}.${key}`)),
  );
  const parameters = operationsOf(document).flatMap(({ operationId, parameters: declared = [] }) =>
    declared.flatMap(({ name, schema }) => inlineIn(schema, `${operationId}?${name}`)),
  );
  return [...components, ...parameters];
}

/** Finds numbers with a fixed value, from which the Kotlin generator makes an enum that does not compile. */
export function fixedNumbers(document: Document): string[] {
  return Object.entries(document.components.schemas).flatMap(([name, { properties }]) =>
    Object.entries((properties ?? {}) as Record<string, Json>)
      .filter(([, { const: value }]) => typeof value === 'number')
      .map(([property]) => `${name}.${property}`),
  );
}

/** Finds examples that do not match their schemas. */
export function wrongExamples(document: Document): string[] {
  const validatorOf = validatorsOf(document);
  return Object.entries(document.components.schemas)
    .filter(([, schema]) => schema.type === 'object')
    .flatMap(([name, { example }]) => {
      const isValid = validatorOf(name);
      return isValid(example) ? [] : [`${name}: ${JSON.stringify(isValid.errors)}`];
    });
}

/** Returns the validators of the components by name. Formats are not checked: the document has some of its own. */
export function validatorsOf({ components }: Document): (name: string) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, multipleOfPrecision: 9 });
  ajv.addSchema({ $id: 'https://tribe.app/openapi.json', components });

  return (name) => {
    const validate = ajv.getSchema(`https://tribe.app/openapi.json${prefix}${name}`);
    if (validate === undefined) throw new Error(`There is no schema ${name}`);
    return validate;
  };
}

/** Finds operation ids that are used twice or are no method name. */
export function unusableOperationIds(document: Document): string[] {
  const ids = operationsOf(document).map(({ operationId }) => operationId);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  // A verb alone does not say what it is about.
  const unreadable = ids.filter((id) => !/^[a-z]+([A-Z][a-z]+)+$/.test(id));

  return [...new Set([...repeated, ...unreadable])];
}

function schemasOf(content: Content | undefined): Json[] {
  return Object.values(content ?? {}).map(({ schema }) => schema);
}

function nameOf({ $ref }: Json): string {
  return typeof $ref === 'string' && $ref.startsWith(prefix) ? $ref.slice(prefix.length) : '';
}

function inlineIn(part: unknown, place: string): string[] {
  if (typeof part !== 'object' || part === null || place.endsWith('.example')) return [];
  if (Array.isArray(part)) return part.flatMap((item) => inlineIn(item, place));
  const schema = part as Json;
  const invented = 'enum' in schema || (schema.type === 'object' && 'properties' in schema);

  const inner = Object.entries(schema)
    .filter(([key]) => key !== 'example')
    .flatMap(([key, value]) => inlineIn(value, `${place}.${key}`));

  return invented ? [place, ...inner] : inner;
}
