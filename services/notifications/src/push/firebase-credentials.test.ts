import { firebaseCredentials } from './firebase-credentials';

const account = {
  project_id: 'tribe',
  client_email: 'push@tribe.example',
  private_key: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n',
  token_uri: 'https://oauth2.googleapis.com/token',
};

test('the file of a service account is read', () => {
  const file = JSON.stringify({ ...account, type: 'service_account', client_id: '1' });
  expect(firebaseCredentials.parse(file)).toEqual(account);
});

test.each(['no JSON secret-key', '{}', JSON.stringify({ ...account, token_uri: 'secret-key' })])(
  'other text (%s) is refused without showing it',
  (text) => {
    const { error } = firebaseCredentials.safeParse(text);
    expect(error?.message).toContain('service account');
    expect(error?.message).not.toContain('secret-key');
  },
);
