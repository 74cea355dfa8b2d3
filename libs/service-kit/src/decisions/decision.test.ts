import { commonErrors } from '../errors/common-errors';
import { change, keep, refuse, settle } from './decision';

test('a decision to change gives what to change to', () => {
  expect(settle(change({ status: 'paused' }))).toEqual({ status: 'paused' });
});

test('a decision to keep gives nothing to change', () => {
  expect(settle(keep)).toBeUndefined();
});

test('a decision to refuse throws its error', () => {
  const refused = () => settle(refuse(commonErrors.PERMISSION_DENIED, { detail: 'Ask the owner' }));
  expect(refused).toThrow(
    expect.objectContaining({ code: 'PERMISSION_DENIED', status: 403, detail: 'Ask the owner' }),
  );
});
