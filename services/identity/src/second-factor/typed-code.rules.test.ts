import fc from 'fast-check';
import { plainCode, plainTypedCode, plainTypedDigits } from './typed-code.rules';

test.each([
  ['a space', '123 456'],
  ['spaces around it', ' 123456\t'],
  ['a space that breaks no line', '123\u00a0456'],
  ['a narrow space', '123\u202f456'],
  ['a dash', '123-456'],
  ['a long dash', '123–456'],
  ['a minus sign', '123−456'],
  ['a space of no width', '123\u200b456'],
  ['full-width digits', '１２３４５６'],
])('reads a code with %s', (_what, typed) => {
  expect(plainCode(typed)).toBe('123456');
});

test('keeps everything else, so that another code stays another code', () => {
  expect(plainCode('12.34_56')).toBe('12.34_56');
});

test('codes that the document allows have the digits and letters of a code', () => {
  fc.assert(
    fc.property(fc.stringMatching(plainTypedCode), (typed) => {
      expect(plainCode(typed)).toMatch(/^[A-Za-z0-9]{6,20}$/);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(plainTypedDigits), (typed) => {
      expect(plainCode(typed)).toMatch(/^\d{6}$/);
    }),
  );
});
