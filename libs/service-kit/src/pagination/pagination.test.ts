import fc from 'fast-check';
import { z } from 'zod';
import { newId } from '..';
import { baseConfig } from '../config/base.config';
import { parseConfig } from '../config/parse-config';
import { Cursors } from './cursors';
import { pageQuery, paginated } from './page';
import { Pages } from './pages';

const config = parseConfig('things', baseConfig, {
  JWKS_URL: 'http://127.0.0.1:1/',
  CURSOR_SECRET: 'a secret of thirty-two characters',
});
const cursors = new Cursors(config);

describe('a cursor', () => {
  it('decodes to the encoded position and always has 54 characters', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (id, rank) => {
        const cursor = cursors.encode('things', { id, rank });
        expect(cursor).toHaveLength(54);
        expect(cursors.decode('things', cursor)).toEqual({ id, rank });
      }),
    );
  });

  it('reveals no part of the position, and is the same for the same position', () => {
    const position = { id: newId(), rank: BigInt(Date.now()) };
    const cursor = cursors.encode('things', position);
    const shown = Buffer.from(cursor, 'base64url').toString('hex');
    const secret = position.id.replaceAll('-', '') + position.rank.toString(16).padStart(16, '0');
    for (const part of secret.match(/.{8}/g) ?? []) expect(shown).not.toContain(part);
    expect(cursors.encode('things', position)).toBe(cursor);
    expect(cursors.encode('others', position)).not.toContain(cursor.slice(22));
  });

  it('is refused when a character was changed', () => {
    const cursor = cursors.encode('things', { id: newId() });
    fc.assert(
      fc.property(fc.nat(53), fc.constantFrom('A', 'z', '0', '_'), (at, letter) => {
        fc.pre(cursor[at] !== letter);
        const changed = cursor.slice(0, at) + letter + cursor.slice(at + 1);
        expect(() => cursors.decode('things', changed)).toThrow(
          expect.objectContaining({ code: 'CURSOR_INVALID' }),
        );
      }),
    );
  });

  it('is refused when it is any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => cursors.decode('things', text)).toThrow(
          expect.objectContaining({ code: 'CURSOR_INVALID' }),
        );
      }),
    );
  });

  it('is refused by another list and by a service with another secret', () => {
    const cursor = cursors.encode('things', { id: newId() });
    expect(() => cursors.decode('others', cursor)).toThrow(
      expect.objectContaining({ code: 'CURSOR_INVALID' }),
    );
    const stranger = new Cursors({ ...config, CURSOR_SECRET: 'another secret of many characters' });
    expect(() => stranger.decode('things', cursor)).toThrow(
      expect.objectContaining({ code: 'CURSOR_INVALID' }),
    );
  });
});

describe('the query of a list', () => {
  it('defaults to the first page of twenty', () => {
    expect(pageQuery.parse({})).toEqual({ page: 1, limit: 20 });
  });

  it.each([
    { page: '0' },
    { page: '1001' },
    { limit: '0' },
    { limit: '101' },
    { limit: 'many' },
    { page: '1.5' },
    { limit: ['1', '2'] },
  ])('refuses %j', (query) => {
    expect(pageQuery.safeParse(query).success).toBe(false);
  });

  it('returns the number of pages and whether more follow', () => {
    expect(paginated({ page: 2, limit: 20, total: 41, nextCursor: 'x' })).toEqual({
      page: 2,
      limit: 20,
      total: 41,
      total_pages: 3,
      has_more: true,
      next_cursor: 'x',
    });
    expect(paginated({ page: 1, limit: 20, total: 0, nextCursor: null })).toMatchObject({
      total_pages: 0,
      has_more: false,
    });
  });
});

describe('a page of a list', () => {
  const rows = [newId(), newId(), newId()].map((id) => ({ id, total: 3 }));

  it('is counted by the statement that reads its rows, when the list asks for it', async () => {
    let statements = 0;
    const page = await new Pages(cursors).read('things', pageQuery.parse({ limit: 2 }), {
      rows: async ({ limit }) => {
        statements += 1;
        return rows.slice(0, limit);
      },
      total: async (found) => (await found)[0]?.total ?? 0,
      position: ({ id }) => ({ id }),
    });
    expect(statements).toBe(1);
    expect(page.rows).toEqual(rows.slice(0, 2));
    expect(page.pagination).toMatchObject({ total: 3, total_pages: 2, has_more: true });
  });
});

test('the document describes the cursors that are issued', () => {
  const { cursor } = z.toJSONSchema(pageQuery, { io: 'input' }).properties as {
    cursor: { format: string; pattern: string };
  };
  expect(cursor.format).toBe('cursor');
  expect(cursors.encode('things', { id: newId() })).toMatch(new RegExp(cursor.pattern, 'u'));
});
