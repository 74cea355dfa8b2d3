import { announcedTextOf } from './message.rules';

test('a push shows the text of a message, and the type of attachments without a text', () => {
  expect(announcedTextOf({ content: 'Look', type: 'image' })).toBe('Look');
  expect(announcedTextOf({ content: '', type: 'image' })).toBe('📷 Photo');
  expect(announcedTextOf({ content: '', type: 'file' })).toBe('📎 File');
});
