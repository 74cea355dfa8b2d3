import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from './sha256';

test('hashes any bytes as other implementations do', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(expected);
    }),
  );
});
