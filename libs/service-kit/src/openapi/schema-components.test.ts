import { z } from 'zod';
import { SchemaComponents } from './schema-components';

const kind = z.enum(['group', 'individual']).meta({ id: 'Kind' });
const person = z
  .object({ id: z.uuid(), name: z.string().nullable().meta({ example: 'Brian' }) })
  .meta({ id: 'Person' });
const trip = z
  .object({ kind, leader: person.nullable(), guests: z.array(person), days: z.int() })
  .meta({ id: 'Trip' });

test('a named schema is a reference to a component, also inside another', () => {
  const components = new SchemaComponents();
  expect(components.describe(trip, 'output')).toEqual({ $ref: '#/components/schemas/Trip' });
  expect(components.describe(z.array(person), 'output')).toEqual({
    type: 'array',
    items: { $ref: '#/components/schemas/Person' },
  });
  expect(Object.keys(components.all())).toEqual(['Kind', 'Person', 'Trip']);
  expect(components.all().Trip).toMatchObject({
    properties: {
      kind: { $ref: '#/components/schemas/Kind' },
      leader: { anyOf: [{ $ref: '#/components/schemas/Person' }, { type: 'null' }] },
      days: { type: 'integer' },
    },
  });
});

test('formats, nullable types and integers are described without noise', () => {
  const components = new SchemaComponents();
  components.describe(person, 'output');
  expect(components.all().Person).toMatchObject({
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: ['string', 'null'], example: 'Brian' },
    },
  });
  expect(components.describe(z.object({ id: z.uuid(), n: z.int() }), 'input').properties).toEqual({
    id: { type: 'string', format: 'uuid' },
    n: { type: 'integer' },
  });
});

test('two different schemas with one name are refused', () => {
  const components = new SchemaComponents();
  components.describe(person, 'output');
  components.describe(person, 'output');
  const other = z.object({ name: z.string() }).meta({ id: 'Person' });
  expect(() => components.describe(other, 'output')).toThrow('Person');
});

test('an example is composed of the examples, defaults and formats of the parts', () => {
  const components = new SchemaComponents();
  components.describe(trip, 'output');
  const example = { id: expect.any(String), name: 'Brian' };
  expect(components.all().Trip).toMatchObject({
    example: { kind: 'group', leader: example, guests: [example], days: 1 },
  });
});

test('an example of the schema itself takes precedence', () => {
  const components = new SchemaComponents();
  components.describe(person.extend({}).meta({ id: 'Guest', example: { name: null } }), 'output');
  expect(components.all().Guest).toMatchObject({ example: { name: null } });
});
