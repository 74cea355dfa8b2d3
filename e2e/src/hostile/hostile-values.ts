const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;

/** Bodies that no endpoint may accept: [description, raw body, content type]. */
export const hostileBodies: ReadonlyArray<readonly [string, string, string]> = [
  ['nothing at all', '', 'application/json'],
  ['half a document', '{"title": "Tr', 'application/json'],
  ['null', 'null', 'application/json'],
  ['a list', '[]', 'application/json'],
  ['a string', '"hello"', 'application/json'],
  ['a number', '42', 'application/json'],
  ['an empty object', '{}', 'application/json'],
  ['an unknown field', '{"is_admin": true}', 'application/json'],
  ['a polluted prototype', '{"__proto__": {"is_admin": true}}', 'application/json'],
  [
    'a polluted constructor',
    '{"constructor": {"prototype": {"is_admin": true}}}',
    'application/json',
  ],
  ['endless nesting', deep, 'application/json'],
  ['two megabytes', `{"title": "${'a'.repeat(2_000_000)}"}`, 'application/json'],
  ['a form', 'title=Trip', 'application/x-www-form-urlencoded'],
  [
    'XML with an entity',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    'application/xml',
  ],
  ['bytes that are not text', '\u0000\u0001\u0002', 'application/octet-stream'],
];

/** Values that no typed parameter may accept. */
export const hostileValues: readonly string[] = [
  "' OR '1'='1",
  '../../etc/passwd',
  '\u0000',
  '%00',
  '-1',
  '1e309',
  '9'.repeat(400),
  '${jndi:ldap://127.0.0.1/a}',
  '<script>alert(1)</script>',
  'ﷺ'.repeat(100),
];
