import { defaultSettings, sharedSettings } from './user-settings.rules';

test('a user is discoverable by phone only with a verified number and the setting turned on', () => {
  const isDiscoverable = (discoverableByPhone: boolean, hasPhoneNumber: boolean) =>
    sharedSettings({ ...defaultSettings, discoverableByPhone }, hasPhoneNumber).discoverableByPhone;
  expect([
    isDiscoverable(false, false),
    isDiscoverable(false, true),
    isDiscoverable(true, false),
    isDiscoverable(true, true),
  ]).toEqual([false, false, false, true]);
});
