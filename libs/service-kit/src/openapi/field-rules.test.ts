import { Ajv2020 } from 'ajv/dist/2020';
import { z } from 'zod';
import { withRules } from './documented-rule';
import {
  atLeastOneField,
  atMostOneField,
  exactlyOne,
  notBoth,
  requiredWhen,
  requiredWithout,
} from './field-rules';

const fields = z.strictObject({
  kind: z.enum(['amount', 'date']).optional(),
  amount: z.int().nullish(),
  other: z.int().optional(),
});

/** All bodies with these fields: each is absent, or has one of its values. */
const bodies = [undefined, 'amount', 'date'].flatMap((kind) =>
  [undefined, null, 5].flatMap((amount) =>
    [undefined, 7].map((other) => JSON.parse(JSON.stringify({ kind, amount, other })) as object),
  ),
);

/** The bodies that a schema accepts, which are those that its JSON Schema accepts. */
function acceptedBy(schema: z.ZodType): object[] {
  const documented = new Ajv2020().compile(z.toJSONSchema(schema, { io: 'input' }));
  const accepted = bodies.filter((body) => schema.safeParse(body).success);
  expect(bodies.filter((body) => documented(body))).toEqual(accepted);

  return accepted;
}

test('at least one field: the empty body is refused', () => {
  const refused = bodies.filter((body) => Object.keys(body).length === 0);
  expect(refused).toHaveLength(1);
  expect(acceptedBy(withRules(fields, atLeastOneField()))).toHaveLength(bodies.length - 1);
});

test('at most one field: bodies with several fields are refused', () => {
  expect(acceptedBy(withRules(fields, atMostOneField('has too many')))).toEqual(
    bodies.filter((body) => Object.keys(body).length <= 1),
  );
});

test('required without another: bodies with at least one of two fields are accepted', () => {
  expect(acceptedBy(withRules(fields, requiredWithout('kind', ['other'], 'is required')))).toEqual(
    bodies.filter((body) => 'kind' in body || 'other' in body),
  );
});

test('not both: bodies with one or neither of two fields are accepted', () => {
  expect(acceptedBy(withRules(fields, notBoth('kind', 'other')))).toEqual(
    bodies.filter((body) => !('kind' in body && 'other' in body)),
  );
});

test('exactly one: bodies with none or several of the fields are refused', () => {
  expect(acceptedBy(withRules(fields, exactlyOne('kind', 'amount', 'other')))).toEqual(
    bodies.filter((body) => Object.keys(body).length === 1),
  );
});

test.each([false, true])('required when another has a value, by default: %s', (byDefault) => {
  const rule = requiredWhen('amount', { field: 'kind', is: 'amount', byDefault }, 'is required');
  const kind = z.enum(['amount', 'date']);

  const schema = withRules(
    fields.extend({ kind: byDefault ? kind.default('amount') : kind.optional() }),
    rule,
  );

  expect(acceptedBy(schema)).toEqual(
    (bodies as { kind?: string; amount?: number | null }[]).filter(
      (body) =>
        typeof body.amount === 'number' || (body.kind ?? (byDefault ? 'amount' : '')) !== 'amount',
    ),
  );
  expect(schema.safeParse({ kind: 'amount' }).error?.issues).toMatchObject([{ path: ['amount'] }]);
});

test('several rules hold together, also those that the document writes as conditions', () => {
  const rules = [atLeastOneField(), notBoth('kind', 'amount'), notBoth('amount', 'other')];
  expect(acceptedBy(withRules(fields, ...rules))).toEqual(
    bodies.filter(
      (body) =>
        Object.keys(body).length > 0 && !('amount' in body && ('kind' in body || 'other' in body)),
    ),
  );
});

test('a description and a name that follow keep the keywords', () => {
  const schema = withRules(fields, atLeastOneField())
    .describe('A change')
    .meta({ title: 'Change' });
  expect(z.toJSONSchema(schema)).toMatchObject({
    minProperties: 1,
    description: 'A change',
    title: 'Change',
  });
});
