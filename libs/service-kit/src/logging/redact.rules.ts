/** Fields whose values are never logged, in any object. Compared without case, `_` and `-`. */
const secretFields = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'password',
  'confirmpassword',
  'currentpassword',
  'newpassword',
  'passwordhash',
  'token',
  'tokenhash',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'ticket',
  'secret',
  'clientsecret',
  'cursorsecret',
  'privatekey',
  'apikey',
  'idempotencykey',
  'email',
  'phone',
  'phonenumber',
  'phonenumbers',
  'phonehash',
  'phonehashsecret',
  'databaseurl',
  'natsurl',
  'redisurl',
]);

const redacted = '[redacted]';
const maxDepth = 6;

/**
 * Each pattern begins only where a word begins, so that the time for a text grows with its length, not with the square of
 * it.
 */
const emailPattern =
  /(?<![^\s@"'`(){}<>=,:;])[^\s@"'`(){}<>=,:;]+@[^\s@"'`(){}<>=,:;]+\.[^\s@"'`(){}<>=,:;]+/g;
const dottedWord = /(?<![\w.-])[\w.-]+/g;
const beginningOfToken = /eyJ[\w-]{8}/;
const credentialsInUrl = /(?<=:\/\/)[^\s/@:]+:[^\s/@]+@/g;

/**
 * Returns a copy of `value` without secrets. Instances of other classes (errors, dates, buffers) are returned
 * unchanged.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth >= maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const clean: Record<string, unknown> = {};

  for (const [name, field] of Object.entries(value)) {
    clean[name] = isSecretField(name) ? redacted : redact(field, depth + 1);
  }

  return clean;
}

/** Redacts email addresses, tokens and credentials in text that may quote user input, such as database errors. */
export function redactText(text: string): string {
  if (!text.includes('@') && !text.includes('eyJ')) return text;
  return text
    .replace(credentialsInUrl, '[redacted]@')
    .replace(emailPattern, '[email]')
    .replace(dottedWord, (word) => (beginningOfToken.test(word) ? '[token]' : word));
}

function isSecretField(name: string): boolean {
  return secretFields.has(name.toLowerCase().replaceAll('_', '').replaceAll('-', ''));
}
