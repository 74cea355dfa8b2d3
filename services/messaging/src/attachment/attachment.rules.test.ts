import { kindOf, messageTypeOf } from './attachment.rules';

test.each([
  ['image/avif', 'image'],
  ['video/mp4', 'video'],
  ['audio/ogg', 'audio'],
  ['application/pdf', 'file'],
  ['text/plain', 'file'],
])('%s is of the kind %s', (contentType, kind) => {
  expect(kindOf(contentType)).toBe(kind);
});

test.each([
  [[], 'text'],
  [['image', 'image'], 'image'],
  [['file'], 'file'],
  [['image', 'file'], 'file'],
  [['image', 'audio'], 'file'],
] as const)('a message with %j has the type %s', (kinds, type) => {
  expect(messageTypeOf(kinds.map((kind) => ({ kind })))).toBe(type);
});
