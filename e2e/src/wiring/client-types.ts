import { clientEvents, serverEvents, type SocketEvent } from '@tribe/contracts';
import { z } from 'zod';
import { commentText, type Member, membersText, type Schema, typeOf } from './type-text';

const heading = (sources: string) =>
  `// Written by \`npm run wiring\` from ${sources}. Do not edit.\n/* oxlint-disable max-lines */\n\n`;
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly summary?: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** The parts of the merged OpenAPI document from which the types of the client are written. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Returns `api.generated.ts` of the client: the calls of each method by path, and all named schemas. */
export function clientApiTypes({ paths, components }: ApiDocument): string {
  const calls = methods.map((method) => callsText(method, paths));
  const schemas = Object.entries(components.schemas).map(([name, schema]) =>
    schemaText(name, schema),
  );

  return `${heading('the OpenAPI document of the gateway')}${[...calls, ...schemas].join('\n\n')}\n`;
}

/** Returns `sockets.generated.ts` of the client: the payloads of the socket events by name. */
export function clientSocketTypes(): string {
  return [
    `${heading('the socket events of libs/contracts')}/** Events that the server sends, by name. */`,
    `export interface ServerEvents ${eventsText(serverEvents, 'output')}`,
    '',
    '/** Events that the client sends, by name. */',
    `export interface ClientEvents ${eventsText(clientEvents, 'input')}`,
    '',
  ].join('\n');
}

function callsText(method: string, paths: ApiDocument['paths']): string {
  const members = Object.entries(paths).flatMap(([path, { [method]: operation }]) =>
    operation === undefined ? [] : [{ name: path, ...callOf(operation) }],
  );
  const name = `${method.charAt(0).toUpperCase()}${method.slice(1)}Calls`;

  return `/** Every ${method.toUpperCase()}, by path. */\nexport interface ${name} ${membersText(members)}`;
}

function callOf(operation: Operation): Pick<Member, 'type' | 'description'> {
  const { parameters = [], requestBody, responses, summary = '', deprecated } = operation;
  const body = schemaIn(requestBody?.content);

  const members = [
    ...parametersMember('path', parameters),
    ...parametersMember('query', parameters),
    ...(body === undefined ? [] : [{ name: 'body', type: typeOf(body) }]),
    { name: 'response', type: responseType(responses) },
  ];

  return {
    type: membersText(members),
    description: deprecated ? `${summary}\n@deprecated` : summary,
  };
}

/** Optional as a whole when each parameter is. Headers are options of every call. */
function parametersMember(place: 'path' | 'query', all: readonly Parameter[]): Member[] {
  const parameters = all.filter((parameter) => parameter.in === place);
  if (parameters.length === 0) return [];

  const members = parameters.map(({ name, schema, description, required = false }) => ({
    name,
    type: typeOf(schema),
    isOptional: !required,
    description,
  }));

  return [
    {
      name: place,
      type: membersText(members),
      isOptional: members.every(({ isOptional }) => isOptional),
    },
  ];
}

/** A redirection leads to something that is no JSON, such as a picture. */
function responseType(responses: Operation['responses']): string {
  const successes = Object.entries(responses).filter(
    ([status]) => status.startsWith('2') || status === '302',
  );
  const types = successes.map(([, { content }]) => {
    const schema = schemaIn(content);
    return schema === undefined ? 'undefined' : typeOf(schema);
  });
  return [...new Set(types)].join(' | ');
}

/** @throws Error for a body that is not JSON, which the client cannot read */
function schemaIn(content: Content | undefined): Schema | undefined {
  if (content === undefined) return undefined;
  const json = content['application/json'];
  if (json === undefined) throw new Error(`No JSON in ${Object.keys(content).join()}`);

  return json.schema;
}

function schemaText(name: string, schema: Schema): string {
  const isInterface = schema.type === 'object' && schema.properties !== undefined;
  const declaration = isInterface
    ? `export interface ${name} ${typeOf(schema)}`
    : `export type ${name} = ${typeOf(schema)};`;
  return `${commentText(schema.description)}${declaration}`;
}

function eventsText(events: Readonly<Record<string, SocketEvent>>, io: 'input' | 'output'): string {
  return membersText(
    Object.entries(events).map(([name, { summary, payload }]) => ({
      name,
      type: typeOf(z.toJSONSchema(payload, { io }) as Schema),
      description: summary,
    })),
  );
}
