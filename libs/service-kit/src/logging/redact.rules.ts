/** Fields whose values never reach a log, whatever object they sit in. Compared without case, `_` and `-`. */
const SECRET_FIELDS = new Set([
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

const REDACTED = '[redacted]';
const DEEPEST = 6;

const EMAIL = /[^\s@"'`(){}<>=,:;]+@[^\s@"'`(){}<>=,:;]+\.[^\s@"'`(){}<>=,:;]+/g;
const TOKEN = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const CREDENTIALS_IN_URL = /(\w+:\/\/)[^\s/@:]+:[^\s/@]+@/g;

/** A copy of `value` without secrets. Values of other classes (errors, dates, buffers) pass through untouched. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth >= DEEPEST) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const clean: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    clean[name] = isSecretField(name) ? REDACTED : redact(field, depth + 1);
  }
  return clean;
}

/** Text that may quote user input, such as the message of a database error: no addresses, tokens or credentials. */
export function redactText(text: string): string {
  if (!text.includes('@') && !text.includes('eyJ')) return text;
  return text
    .replace(CREDENTIALS_IN_URL, '$1[redacted]@')
    .replace(EMAIL, '[email]')
    .replace(TOKEN, '[token]');
}

function isSecretField(name: string): boolean {
  return SECRET_FIELDS.has(name.toLowerCase().replaceAll('_', '').replaceAll('-', ''));
}
