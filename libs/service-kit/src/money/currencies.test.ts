import { decimalsOf, isCurrency } from './currencies';

test.each(['USD', 'CLP', 'KWD', 'KES', 'XOF'])('%s is a currency', (code) => {
  expect(isCurrency(code)).toBe(true);
});

test.each(['QQQ', 'ABC', 'usd', 'XXX', 'XTS', '', 'USDD'])('%j is not a currency', (code) => {
  expect(isCurrency(code)).toBe(false);
});

test.each([
  ['USD', 2],
  ['HUF', 2],
  ['COP', 2],
  ['CLP', 0],
  ['JPY', 0],
  ['KWD', 3],
])('amounts in %s have %d decimals', (currency, decimals) => {
  expect(decimalsOf(currency)).toBe(decimals);
});
