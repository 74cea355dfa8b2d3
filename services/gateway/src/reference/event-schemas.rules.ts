import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';

type Schema = Readonly<Record<string, unknown>>;

const scalars: Readonly<Partial<Record<ScalarType, Schema>>> = {
  [ScalarType.BOOL]: { type: 'boolean' },
  [ScalarType.BYTES]: { type: 'string', contentEncoding: 'base64' },
  [ScalarType.DOUBLE]: { type: 'number' },
  [ScalarType.FLOAT]: { type: 'number' },
  [ScalarType.INT32]: { type: 'integer' },
  [ScalarType.SINT32]: { type: 'integer' },
  [ScalarType.UINT32]: { type: 'integer', minimum: 0 },
};
/** Strings, and also 64-bit integers, which are strings in protobuf's JSON. */
const text: Schema = { type: 'string' };

/**
 * Returns the JSON Schemas, by message name, of messages in protobuf's JSON form, and of all messages they contain.
 * References have the form `#/components/schemas/<name>`.
 */
export function schemasOf(messages: readonly DescMessage[]): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  const waiting = [...messages];

  for (let message = waiting.pop(); message !== undefined; message = waiting.pop()) {
    if (schemas[message.name] !== undefined) continue;
    schemas[message.name] = {
      type: 'object',
      properties: Object.fromEntries(
        message.fields.map((field) => [field.jsonName, schemaOf(field, waiting)]),
      ),
    };
  }

  return schemas;
}

function schemaOf(field: DescField, referred: DescMessage[]): Schema {
  switch (field.fieldKind) {
    case 'scalar':
      return scalars[field.scalar] ?? text;
    case 'enum':
      return { type: 'string', enum: field.enum.values.map((value) => value.name) };
    case 'message':
      return referenceTo(field.message, referred);
    case 'list':
      return { type: 'array', items: itemOf(field, referred) };
    case 'map':
      return { type: 'object', additionalProperties: valueOf(field, referred) };
  }
}

function itemOf(field: DescField & { fieldKind: 'list' }, referred: DescMessage[]): Schema {
  if (field.listKind === 'message') return referenceTo(field.message, referred);
  if (field.listKind === 'enum')
    return { type: 'string', enum: field.enum.values.map((value) => value.name) };
  return scalars[field.scalar] ?? text;
}

function valueOf(field: DescField & { fieldKind: 'map' }, referred: DescMessage[]): Schema {
  if (field.mapKind === 'message') return referenceTo(field.message, referred);
  if (field.mapKind === 'enum')
    return { type: 'string', enum: field.enum.values.map((value) => value.name) };
  return scalars[field.scalar] ?? text;
}

function referenceTo(message: DescMessage, referred: DescMessage[]): Schema {
  if (message.typeName === 'google.protobuf.Timestamp')
    return { type: 'string', format: 'date-time' };
  referred.push(message);
  return { $ref: `#/components/schemas/${message.name}` };
}
