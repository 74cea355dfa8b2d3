import fc from 'fast-check';
import { z } from 'zod';
import { imageUrlField } from './image-url-field';

const accepts = (url: string) => imageUrlField.safeParse(url).success;

test.each([
  'https://cdn.example.com/trip.jpg',
  'https://example.com',
  'https://example.com:8443/a?b=c#d',
  'https://bücher.example.com/%20x@y.png',
])('accepts %s', (url) => {
  expect(imageUrlField.parse(url)).toBe(url);
});

test.each([
  ['http', 'http://example.com/x.png'],
  ['another scheme', 'ftp://example.com/x.png'],
  ['a script', 'javascript:alert(1)'],
  ['no scheme', '//example.com/x.png'],
  ['no host', 'https://'],
  ['an empty host', 'https:///x'],
  ['an empty host with a port', 'https://:443/x'],
  ['no slashes', 'https:example.com'],
  ['a backslash', 'https:\\\\example.com'],
  ['credentials', 'https://user:pw@example.com/x'],
  ['a user name', 'https://user@example.com/x'],
  ['empty credentials', 'https://@example.com/x'],
  ['a space', 'https://example.com/a b'],
  ['a line break', 'https://exam\nple.com/x'],
  ['a change of direction', 'https://example.com/\u202Egnp.exe'],
  ['a control character', 'https://example.com/\u001b[31m'],
  ['a private domain with two dots at its end', 'https://app.localhost../x'],
  ['an empty label', 'https://example..com/x'],
  ['this machine', 'https://localhost/x'],
  ['this machine, fully qualified', 'https://localhost./x'],
  ['this machine in capitals', 'https://LOCALHOST/x'],
  ['a name of this machine', 'https://app.localhost/x'],
  ['a name without a dot', 'https://intranet/x'],
  ['a name of a local network', 'https://printer.local/x'],
  ['a name of a cloud', 'https://metadata.google.internal/x'],
  ['a loopback address', 'https://127.0.0.1/x'],
  ['a loopback address in short', 'https://127.1/x'],
  ['a loopback address as a number', 'https://2130706433/x'],
  ['a loopback address in hexadecimal', 'https://0x7f000001/x'],
  ['a loopback address in wide digits', 'https://１２７.0.0.1/x'],
  ['a private address', 'https://192.168.1.1/x'],
  ['the address of cloud metadata', 'https://169.254.169.254/latest'],
  ['an IPv6 address', 'https://[::1]/x'],
  ['a mapped IPv6 address', 'https://[::ffff:10.0.0.1]/x'],
])('refuses %s', (_what, url) => {
  expect(accepts(url)).toBe(false);
});

test('measures the URL', () => {
  expect(accepts(`https://example.com/${'x'.repeat(2028)}`)).toBe(true);
  expect(accepts(`https://example.com/${'x'.repeat(2029)}`)).toBe(false);
});

test('documents the form', () => {
  const { format, maxLength, pattern } = z.toJSONSchema(imageUrlField, { io: 'input' });
  expect({ format, maxLength }).toEqual({ format: 'uri', maxLength: 2048 });
  expect(new RegExp(String(pattern)).test('http://example.com')).toBe(false);
});

test('the documented pattern allows nothing that is refused', () => {
  const { pattern } = z.toJSONSchema(imageUrlField, { io: 'input' });
  const documented = new RegExp(String(pattern), 'u');
  expect(documented.test('https://cdn.example.com:8443/trip.jpg?size=2')).toBe(true);
  const label = fc.constantFrom('a', 'a-b', '-a', 'xn--a', '127', '0x7f', 'local', 'test', 'com');
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
  const port = fc.constantFrom('', ':443', ':59999', ':65536', ':99999', '.');
  const rest = fc.constantFrom('', '/', '?', '#', '/a b', '/%20', '\\x', '@example.com/');

  fc.assert(
    fc.property(fc.constantFrom('https', 'http'), host, port, rest, (scheme, name, end, path) => {
      const url = `${scheme}://${name}${end}${path}`;
      if (documented.test(url)) expect(accepts(url)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
