import fc from 'fast-check';
import { emailAddressOf, plainAddress } from './email-address.rules';

const long = (length: number) => 'a'.repeat(length);

test.each([
  ['spaces around it', ' clarie@example.com ', 'clarie@example.com'],
  ['capitals', 'Clarie@Example.COM', 'clarie@example.com'],
  [
    'signs in the local part',
    "o'neil+goals_1-x.y@example.co.uk",
    "o'neil+goals_1-x.y@example.co.uk",
  ],
  ['an international domain', 'clarie@Bücher.example', 'clarie@xn--bcher-kva.example'],
  ['the ASCII form of it', 'clarie@XN--Bcher-KVA.example', 'clarie@xn--bcher-kva.example'],
  ['an international last label', 'clarie@пример.рф', 'clarie@xn--e1afmkfd.xn--p1ai'],
  ['64 octets before the @', `${long(64)}@example.com`, `${long(64)}@example.com`],
  ['a label of 63 octets', `a@${long(63)}.com`, `a@${long(63)}.com`],
])('accepts an address with %s', (_what, text, address) => {
  expect(emailAddressOf(text)).toBe(address);
});

test.each([
  ['a Kelvin sign in the local part', '\u212Aip@example.com'],
  ['a Kelvin sign in the domain', 'kip@\u212Ailimanjaro.example'],
  ['full-width letters', 'kip@ｅｘａｍｐｌｅ.com'],
  ['a soft hyphen', 'kip@exam\u00ADple.com'],
  ['an ideographic full stop', 'kip@例え。example'],
  ['an umlaut in the local part', 'zoë@example.com'],
  ['65 octets before the @', `${long(65)}@example.com`],
  ['a label of 64 octets', `a@${long(64)}.com`],
  ['an international label of more than 63 octets', `a@${'ü'.repeat(60)}.com`],
  ['more than 255 characters', `a@${`${long(60)}.`.repeat(5)}com`],
  ['invalid Punycode', 'a@xn--a.example'],
  ['a hyphen at the end of a label', 'a@b-.com'],
  ['no domain', 'clarie@'],
  ['no local part', '@example.com'],
  ['no @', 'clarie.example.com'],
  ['a domain without a dot', 'a@localhost'],
  ['an IP address', 'a@127.0.0.1'],
  ['a dot at the end', 'a@example.com.'],
  ['dots in a row', 'a..b@example.com'],
  ['a port', 'a@example.com:25'],
  ['a path', 'a@example.com/x'],
  ['a percent sign', 'a@ex%61mple.com'],
  ['two @', 'a@b@example.com'],
  ['a line break', 'a@example.com\nb'],
])('refuses an address with %s', (_what, text) => {
  expect(emailAddressOf(text)).toBeUndefined();
});

describe('the documented pattern', () => {
  const part = fc.string({
    unit: fc.constantFrom('a', 'Z', '9', '.', '-', '_', '+', "'"),
    minLength: 1,
    maxLength: 6,
  });
  const label = fc.oneof(part, fc.constantFrom('xn--a', 'XN--a', long(63), long(64), 'com'));
  const domain = fc
    .tuple(fc.array(label, { maxLength: 3 }), fc.constantFrom('com', 'c', '9', long(63), long(64)))
    .map(([labels, last]) => [...labels, last].join('.'));

  test('allows ordinary addresses, and nothing that is refused', () => {
    expect(plainAddress.test("Clarie.O'Neil+x@mail.Example.co")).toBe(true);
    const address = fc.tuple(fc.oneof(part, fc.constant(long(65))), domain);

    fc.assert(
      fc.property(address, ([local, host]) => {
        const text = `${local}@${host}`;
        if (plainAddress.test(text)) expect(emailAddressOf(text)).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
