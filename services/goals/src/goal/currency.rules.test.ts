import { fitsCurrency, isCurrency } from './currency.rules';

test.each([
  ['150.25', 'USD', true],
  ['150.255', 'USD', false],
  ['990', 'CLP', true],
  ['990.00', 'CLP', true],
  ['990.5', 'CLP', false],
  ['1000.01', 'JPY', false],
  ['1.25', 'KWD', true],
])('an amount of %s %s fits: %s', (amount, currency, fits) => {
  expect(fitsCurrency(amount, currency)).toBe(fits);
});

test('codes that are no currency are refused', () => {
  expect(['USD', 'KES', 'CLP'].every(isCurrency)).toBe(true);
  expect(['ABC', 'ZZZ', 'usd', ''].some(isCurrency)).toBe(false);
});
