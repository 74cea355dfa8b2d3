import { Ajv2020 } from 'ajv/dist/2020';
import fc from 'fast-check';
import { z } from 'zod';
import { withRules } from './documented-rule';
import { ofFormat, ofPattern, withDecimals, withoutRepetition } from './value-rules';

/** Whether a value matches the JSON Schema of a schema, to the precision of decimals. */
const documentOf = (schema: z.ZodType) =>
  new Ajv2020({ multipleOfPrecision: 9, validateFormats: false }).compile(
    z.toJSONSchema(schema, { io: 'input' }),
  );

test('a number with few decimals is accepted and documented, one with more is neither', () => {
  const schema = withRules(z.number(), withDecimals(2, 'has too many decimals'));
  const isDocumented = documentOf(schema);
  const isAccepted = (value: number) => schema.safeParse(value).success;

  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (cents) => {
      const value = Number(`${cents}e-2`);
      expect([isAccepted(value), isDocumented(value)]).toEqual([true, true]);
    }),
  );

  for (const value of [0.001, 1.005, -3.999, 0.000_1])
    expect([isAccepted(value), isDocumented(value)]).toEqual([false, false]);
  // 57 * 0.01 in binary: close to two decimals, but written with more.
  expect(isAccepted(0.570_000_000_000_000_1)).toBe(false);
});

test('a pattern decides alike in the check and in the document', () => {
  const schema = withRules(z.string(), ofPattern(/^[a-z]+(?:\.[a-z]+)*$/, 'is no name'));
  const isDocumented = documentOf(schema);

  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'z', '.', '\n', 'é') }), (text) => {
      expect(isDocumented(text)).toBe(schema.safeParse(text).success);
    }),
  );
});

test('a list that repeats an item is neither accepted nor documented', () => {
  const schema = withRules(z.array(z.int()), withoutRepetition('repeats an item'));
  const isDocumented = documentOf(schema);

  for (const [items, isValid] of [
    [[], true],
    [[0, 2], true],
    [[2, 0, 2], false],
  ] as const)
    expect([schema.safeParse(items).success, isDocumented(items)]).toEqual([isValid, isValid]);
});

test('the document names the format that the check enforces', () => {
  const schema = withRules(
    z.string(),
    ofFormat('sevens', (text) => /^7+$/.test(text), 'has other digits'),
  );
  expect(z.toJSONSchema(schema)).toMatchObject({ type: 'string', format: 'sevens' });
  expect(schema.safeParse('78').error?.issues).toMatchObject([{ message: 'has other digits' }]);
});
