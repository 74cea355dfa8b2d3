import { parseJsonBody } from './json-body.parser';

const bytesOf = (document: unknown) => Buffer.from(JSON.stringify(document));
const keys = (number: number) =>
  Object.fromEntries(Array.from({ length: number }, (_, index) => [`k${index}`, 1]));

describe('parseJsonBody', () => {
  it.each([
    ['28,000 keys', keys(28_000)],
    ['101 keys', keys(101)],
    ['an inner object with 101 keys', { settings: keys(101) }],
    ['an array of 28,000 values', Array.from({ length: 28_000 }, () => 1)],
    ['28,000 values in small objects', Array.from({ length: 280 }, () => keys(100))],
  ])('refuses %s before any schema sees them', (_what, document) => {
    const parse = () => parseJsonBody(bytesOf(document));
    expect(parse).toThrow(expect.objectContaining({ code: 'MALFORMED_JSON', status: 400 }));
  });

  it('accepts 100 keys and 5,000 values', () => {
    expect(parseJsonBody(bytesOf(keys(100)))).toEqual(keys(100));
    expect(parseJsonBody(bytesOf(Array(5_000).fill('x')))).toHaveLength(5_000);
  });
});
