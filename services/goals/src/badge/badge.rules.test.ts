import { errors } from '../errors';
import { type Commitment, decideConfirmation, decideDecline, decideRange } from './badge.rules';
import { canonicalJson } from './canonical-json.rules';

test.each([
  [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
  [{ z: { y: 'ä\n"', x: -0 } }, '{"z":{"x":0,"y":"ä\\n\\""}}'],
  [{ 10: 1, 9: 2, A: 3, a: 4, é: 5 }, '{"10":1,"9":2,"A":3,"a":4,"é":5}'],
  [[], '[]'],
])('the canonical text of %j', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test.each([1.5, Number.NaN, 2 ** 53])('%s has no canonical text', (value) => {
  expect(() => canonicalJson({ value })).toThrow(RangeError);
});

test.each([
  [{ from: 10, to: 19 }, 20, 'keep'],
  [{ from: 19, to: 19 }, 20, 'keep'],
  [{ from: 10, to: 20 }, 20, 'refuse'],
  [{ from: 10, to: 9 }, 20, 'refuse'],
  [{ from: 0, to: 365 }, 400, 'keep'],
  [{ from: 0, to: 366 }, 400, 'refuse'],
])('a commitment of the days %j on day %i: %s', (range, today, kind) => {
  expect(decideRange(range, today).kind).toBe(kind);
});

const commitment: Commitment = {
  type: 'system',
  id: 'a',
  title: 'Read',
  starts_on: '2026-06-01',
  ends_on: '2026-06-30',
  done_days: 20,
  due_days: 30,
  best_streak: 12,
  streak_unit: 'days',
};
const proposal = { partnerId: 'partner', commitment, signedAt: null };

test('only the partner confirms, once, and only what was proposed', () => {
  const confirm = (fields: object, userId = 'partner', current = commitment) =>
    decideConfirmation({ ...proposal, ...fields }, userId, current);
  expect(confirm({}).kind).toBe('change');
  expect(confirm({ signedAt: new Date() }).kind).toBe('keep');
  expect(confirm({}, 'owner')).toMatchObject({ error: errors.PERMISSION_DENIED });
  const changed = { ...commitment, done_days: 19 };
  expect(confirm({}, 'partner', changed)).toMatchObject({ error: errors.BADGE_OUTDATED });
  expect(decideDecline({ signedAt: new Date() })).toMatchObject({ error: errors.BADGE_SIGNED });
});
