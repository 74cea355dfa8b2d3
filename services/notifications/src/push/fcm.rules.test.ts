import { fcmMessage, verdictOf, waitMsOf } from './fcm.rules';

const now = new Date('2026-11-28T12:00:00Z');
const data = { type: 'message', conversation_id: 'c', seq: 7 };
const shown = {
  to: 'token',
  badge: 3,
  title: 'Brian',
  body: 'Hello',
  collapseId: 'c',
  tag: 'c',
  ttl: 60,
  data,
};

test('a push that is shown replaces the one before on both platforms and sets the badge', () => {
  expect(fcmMessage(shown, now)).toEqual({
    token: 'token',
    notification: { title: 'Brian', body: 'Hello' },
    data: { type: 'message', conversation_id: 'c', seq: '7' },
    android: { priority: 'HIGH', ttl: '60s', notification: { tag: 'c', notification_count: 3 } },
    apns: {
      headers: {
        'apns-push-type': 'alert',
        'apns-priority': '10',
        'apns-expiration': String(now.getTime() / 1_000 + 60),
        'apns-collapse-id': 'c',
      },
      payload: { aps: { badge: 3, sound: 'default' } },
    },
  });
});

test('a withdrawal shows nothing, wakes the app and sets the badge', () => {
  const { title: _title, body: _body, collapseId: _key, tag: _tag, ...rest } = shown;
  const withdrawal = fcmMessage({ ...rest, badge: 0, _contentAvailable: true }, now);
  expect(withdrawal).not.toHaveProperty('notification');
  expect(withdrawal).toMatchObject({
    android: { priority: 'HIGH', ttl: '60s' },
    apns: { payload: { aps: { badge: 0, 'content-available': 1 } } },
  });
  expect(withdrawal).not.toHaveProperty('android.notification');
});

const problem = (errorCode: string) => ({ error: { details: [{ errorCode }] } });

test.each([
  [200, { name: 'projects/p/messages/1' }, 'sent'],
  [404, problem('UNREGISTERED'), 'ended'],
  [404, { error: {} }, 'refused'],
  [403, problem('SENDER_ID_MISMATCH'), 'refused'],
  [400, problem('INVALID_ARGUMENT'), 'refused'],
  [401, problem('THIRD_PARTY_AUTH_ERROR'), 'unauthorized'],
  [429, problem('QUOTA_EXCEEDED'), 'failed'],
  [503, undefined, 'failed'],
])('a response with %i and %j means %s', (status, body, verdict) => {
  expect(verdictOf(status, body)).toBe(verdict);
});

test.each([
  [null, 0],
  ['3', 3_000],
  ['Sat, 28 Nov 2026 12:00:05 GMT', 5_000],
  ['Sat, 28 Nov 2026 11:00:00 GMT', 0],
  ['soon', 0],
])('waits as long as Retry-After %p says', (header, wait) => {
  expect(waitMsOf(header, new Date('2026-11-28T12:00:00Z'))).toBe(wait);
});
