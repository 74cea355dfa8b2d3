import { clientAddressOf } from './client-address.rules';

describe('clientAddressOf', () => {
  it.each([
    [undefined, 0, '9.9.9.9'],
    ['1.1.1.1', 0, '9.9.9.9'],
    ['1.1.1.1, 2.2.2.2', 1, '2.2.2.2'],
    ['1.1.1.1, 2.2.2.2', 2, '1.1.1.1'],
    ['1.1.1.1', 5, '1.1.1.1'],
  ])(
    'with X-Forwarded-For %s and %i trusted proxies returns %s',
    (forwardedFor, trusted, expected) => {
      expect(clientAddressOf(forwardedFor, '9.9.9.9', trusted)).toBe(expected);
    },
  );
});
