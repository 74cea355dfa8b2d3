import fc from 'fast-check';
import { money } from './money';

describe('an amount of money', () => {
  it.each([
    ['150', '150.00'],
    ['150.5', '150.50'],
    ['0.1', '0.10'],
    ['9999999999.99', '9999999999.99'],
    ['-3.20', '-3.20'],
    ['007', '7.00'],
    ['1.500', '1.50'],
    ['1.125', '1.125'],
    ['1.120', '1.12'],
  ])('serializes %s as %s', (amount, written) => {
    expect(JSON.stringify({ amount: money(amount) })).toBe(`{"amount":${written}}`);
  });

  it('is exact to the cent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), (cents) => {
        const text = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
        expect(JSON.stringify(money(text))).toBe(text);
      }),
    );
  });

  it.each(['', 'NaN', '1e3', '1.2345', '--1', 'Infinity', '1,50'])('refuses %j', (text) => {
    expect(() => money(text)).toThrow(RangeError);
  });
});
