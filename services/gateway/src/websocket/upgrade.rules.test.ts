import { isHandshake, flawIn } from './upgrade.rules';

const allows = (origin: string | undefined) =>
  origin === undefined || origin === 'https://tribe.app';

describe('isHandshake', () => {
  it.each([
    ['/ws/?EIO=4&transport=websocket', 'websocket', true],
    ['/ws', 'WebSocket', true],
    ['/ws/', 'h2c', false],
    ['/wsx/', 'websocket', false],
    ['/api/v1/goals', 'websocket', false],
  ])('for %s with upgrade %s returns %s', (url, upgrade, expected) => {
    expect(isHandshake({ url, headers: { upgrade }, method: 'GET' })).toBe(expected);
  });
});

describe('flawIn', () => {
  const refusal = (url: string, origin?: string) =>
    flawIn({ url, headers: origin === undefined ? {} : { origin } }, allows);

  it.each([
    'token',
    'access_token',
    'auth',
    'jwt',
    'Token',
    'token[]',
    'token_id',
    'tokens',
    'ACCESS_TOKEN2',
    '%74oken',
    '+token',
    'TOKEN%5B0%5D',
  ])('refuses %s in the URL', (name) => {
    expect(refusal(`/ws/?transport=websocket&${name}=x`)).toBe('token in url');
  });

  it('refuses all transports except websocket', () => {
    expect(refusal('/ws/?EIO=4&transport=polling')).toBe('not websocket transport');
    expect(refusal('/ws/')).toBe('not websocket transport');
  });

  it('refuses pages of other origins', () => {
    expect(refusal('/ws/?transport=websocket', 'https://evil.example')).toBe('origin');
    expect(refusal('/ws/?transport=websocket', 'https://tribe.app')).toBeUndefined();
    expect(refusal('/ws/?transport=websocket')).toBeUndefined();
  });
});
