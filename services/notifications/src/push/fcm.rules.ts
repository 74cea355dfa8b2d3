import type { Push } from './push.rules';

const msPerSecond = 1_000;

/** A message of the HTTP v1 API of Firebase Cloud Messaging. */
export function fcmMessage(push: Push, now: Date): object {
  const { to: token, title, body, data, ttl } = push;
  const isShown = title !== undefined;

  return {
    token,
    ...(isShown && { notification: { title, body } }),
    // Google accepts texts only.
    data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)])),
    android: {
      priority: 'HIGH',
      ttl: `${ttl}s`,
      ...(isShown && { notification: onAndroid(push) }),
    },
    apns: {
      headers: {
        // A push that changes the badge is an alert, also when it shows nothing.
        'apns-push-type': 'alert',
        'apns-priority': '10',
        'apns-expiration': String(Math.floor(now.getTime() / msPerSecond) + ttl),
        ...(push.collapseId !== undefined && { 'apns-collapse-id': push.collapseId }),
      },
      payload: { aps: onApple(push) },
    },
  };
}

/**
 * The tag replaces a push that is shown. There is no `collapse_key`: Google keeps only four keys for a device that is
 * offline, and drops the pushes of further conversations.
 */
function onAndroid({ tag, badge }: Push): object {
  return {
    ...(tag !== undefined && { tag }),
    ...(badge !== undefined && { notification_count: badge }),
  };
}

function onApple({ title, badge, _contentAvailable: wakes }: Push): object {
  return {
    ...(badge !== undefined && { badge }),
    ...(title !== undefined && { sound: 'default' }),
    ...(wakes && { 'content-available': 1 }),
  };
}

/** The meaning of a response. */
export type FcmVerdict = 'sent' | 'refused' | 'ended' | 'unauthorized' | 'failed';

interface FcmProblem {
  readonly error?: { readonly details?: readonly { readonly errorCode?: string }[] };
}

/**
 * Only `UNREGISTERED` ends a token. The other refusals can be faults of the configuration, which must not forget every
 * device.
 */
export function verdictOf(status: number, body: unknown): FcmVerdict {
  if (status === 200) return 'sent';
  if (status === 401) return 'unauthorized';
  if (status === 429 || status >= 500) return 'failed';
  const details = (body as FcmProblem | undefined)?.error?.details ?? [];

  return details.some(({ errorCode }) => errorCode === 'UNREGISTERED') ? 'ended' : 'refused';
}

/** How long Google asks to wait, in milliseconds, as a number of seconds or as a date. */
export function waitMsOf(retryAfter: string | null, now: Date): number {
  if (retryAfter === null) return 0;
  const seconds = Number(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - now.getTime() : seconds * msPerSecond;

  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}
