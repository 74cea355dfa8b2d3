/** A JSON schema, as OpenAPI documents and zod write it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}

/** A member of a generated interface. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly isOptional?: boolean;
  readonly description?: string | undefined;
}

/**
 * Returns the TypeScript type of a schema.
 *
 * @throws Error for a keyword that it does not know, so that no type is wider than the schema by mistake
 */
export function typeOf(schema: Schema): string {
  const { $ref, const: value, enum: values, anyOf, oneOf, type } = schema;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if (value !== undefined) return JSON.stringify(value);
  if (values !== undefined) return values.map((item) => JSON.stringify(item)).join(' | ');

  const union = anyOf ?? oneOf;
  if (union !== undefined) return union.map(typeOf).join(' | ');
  if (typeof type === 'string') return typeNamed(type, schema);
  if (type !== undefined) return type.map((name) => typeNamed(name, schema)).join(' | ');

  return 'unknown';
}

/** Returns `{ … }` with the members, each with its description as a comment. */
export function membersText(members: readonly Member[]): string {
  const lines = members.map(
    ({ name, type, isOptional = false, description }) =>
      `${commentText(description)}${keyText(name)}${isOptional ? '?' : ''}: ${type};`,
  );
  return `{\n${lines.join('\n')}\n}`;
}

/** Returns a comment of one line with a line break, or an empty text. */
export function commentText(description: string | undefined): string {
  return description === undefined ? '' : `/** ${description.replaceAll(/\s+/g, ' ')} */\n`;
}

function typeNamed(name: string, schema: Schema): string {
  switch (name) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'null':
      return name;
    case 'integer':
      return 'number';
    case 'array':
      return `(${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectType(schema);
    default:
      throw new Error(`No type is known for ${JSON.stringify(schema)}`);
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(([name, schema]) => ({
    name,
    type: typeOf(schema),
    isOptional: !required.includes(name),
    description: schema.description,
  }));

  const others =
    typeof additionalProperties === 'object' ? typeOf(additionalProperties) : undefined;
  if (others === undefined) return membersText(members);
  if (members.length === 0) return `Record<string, ${others}>`;

  return membersText([...members, { name: '[name: string]', type: others }]);
}

function keyText(name: string): string {
  return /^([A-Za-z_$][\w$]*|\[.*\])$/.test(name) ? name : JSON.stringify(name);
}
