import { z } from 'zod';
import { id } from './id';

test('an id is a UUID of any version, as the document says, in small letters', () => {
  expect(z.toJSONSchema(id)).toMatchObject({ type: 'string', format: 'uuid' });
  const text = '0000000A-0000-0000-0000-00000000000f';
  expect(id.parse(text)).toBe(text.toLowerCase());
  for (const other of ['', 'nobody', text.slice(1), `{${text}}`, text.replaceAll('-', '')])
    expect(id.safeParse(other).success).toBe(false);
});
