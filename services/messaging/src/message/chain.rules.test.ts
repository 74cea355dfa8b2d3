import {
  attachmentsHashOf,
  chainHashOf,
  contentHashOf,
  digestOf,
  type EntryFacts,
} from './chain.rules';

const createdAt = new Date('2026-01-02T03:04:05.678Z');
const message: EntryFacts & { kind: 'message' } = {
  kind: 'message',
  id: 'm',
  senderId: 's',
  type: 'text',
  contentHash: contentHashOf({ content: 'Hello', salt: Buffer.alloc(16) }),
  replyToMessageId: null,
  attachmentsHash: null,
  threadRootId: null,
  metadata: null,
  createdAt,
};
const photo = { mediaId: 'p', contentType: 'image/jpeg', name: null, size: 5 };
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('the hash of an entry is that of the README', () => {
  const hash = chainHashOf(Buffer.alloc(32), 1n, digestOf(message));
  expect(hex(hash)).toMatchInlineSnapshot(
    `"2ec3144f9d49338415171d4f83a97e0f23d29a1659a4ab8b18df2a72a8e0d3cb"`,
  );
});

test.each([
  ['id', { id: 'n' }],
  ['sender', { senderId: null }],
  ['type', { type: 'image' }],
  ['content', { contentHash: contentHashOf({ content: 'Hallo', salt: Buffer.alloc(16) }) }],
  ['attachments', { attachmentsHash: attachmentsHashOf([photo]) }],
  ['reply', { replyToMessageId: 'r' }],
  ['thread', { threadRootId: 'r' }],
  ['metadata', { metadata: { action: 'renamed' } }],
  ['time', { createdAt: new Date('2026-01-02T03:04:05.679Z') }],
])('the digest depends on the %s', (_fact, changed) => {
  expect(hex(digestOf({ ...message, ...changed }))).not.toBe(hex(digestOf(message)));
});

test('the order of the keys of metadata makes no difference', () => {
  const digests = [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ].map((metadata) => hex(digestOf({ ...message, metadata })));
  expect(digests[0]).toBe(digests[1]);
});

test('the hash depends on the number and on the entry before', () => {
  const digest = digestOf(message);
  const hashes = [
    chainHashOf(Buffer.alloc(32), 1n, digest),
    chainHashOf(Buffer.alloc(32), 2n, digest),
    chainHashOf(Buffer.alloc(32, 1), 1n, digest),
  ];
  expect(new Set(hashes.map(hex)).size).toBe(3);
});

test('the same content has another hash with another salt', () => {
  const hashes = [0, 1].map((byte) =>
    hex(contentHashOf({ content: 'yes', salt: Buffer.alloc(16, byte) })),
  );
  expect(hashes[0]).not.toBe(hashes[1]);
});

test.each([
  ['another media', [{ ...photo, mediaId: 'q' }]],
  ['another type', [{ ...photo, contentType: 'image/png' }]],
  ['another name', [{ ...photo, name: 'Plan.pdf' }]],
  ['another size', [{ ...photo, size: 6 }]],
  ['another attachment besides', [photo, { ...photo, mediaId: 'q' }]],
])('%s has another hash of attachments', (_what, attachments) => {
  const [one, other] = [attachmentsHashOf([photo]), attachmentsHashOf(attachments)];
  expect(one && hex(one)).not.toBe(other && hex(other));
  const threadRootId = 'r';
  const replies = [one, other].map((attachmentsHash) =>
    hex(digestOf({ ...message, threadRootId, attachmentsHash })),
  );
  expect(replies[0]).not.toBe(replies[1]);
});

test('the order of attachments makes a difference', () => {
  const photos = [photo, { ...photo, mediaId: 'q' }];
  expect(attachmentsHashOf(photos)).not.toEqual(attachmentsHashOf(photos.toReversed()));
});
