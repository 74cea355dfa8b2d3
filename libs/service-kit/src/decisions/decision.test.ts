import { commonErrors } from '../errors/common-errors';
import { change, keep, refuse, settle } from './decision';

test('settle returns the change of a `change` decision', () => {
  expect(settle(change({ status: 'paused' }))).toEqual({ status: 'paused' });
});

test('settle returns undefined for `keep`', () => {
  expect(settle(keep)).toBeUndefined();
});

test('settle throws the error of a `refuse` decision', () => {
  const refused = () => settle(refuse(commonErrors.PERMISSION_DENIED, { detail: 'Ask the owner' }));
  expect(refused).toThrow(
    expect.objectContaining({ code: 'PERMISSION_DENIED', status: 403, detail: 'Ask the owner' }),
  );
});
