import { Readable } from 'node:stream';
import { type ArchiveHead, archiveText, type ExportPart } from './archive.rules';

const head: ArchiveHead = {
  schema_version: 1,
  exported_at: '2026-03-02T12:00:00.000Z',
  user_id: '0190163d-8694-739b-aea5-966c26f8ad91',
  services: { identity: { account: [{ bio: 'ends in "}}' }], settings: [] } },
};
const part = (service: string, section: string, rows: unknown[]): ExportPart => ({
  service,
  section,
  rows: JSON.stringify(rows),
});

async function archiveOf(...parts: ExportPart[]) {
  const pieces = (await Readable.from(
    archiveText(head, Readable.from(parts)),
  ).toArray()) as string[];
  return { pieces, archive: JSON.parse(pieces.join('')) };
}
const withServices = (services: object) => ({
  ...head,
  services: { ...head.services, ...services },
});

test('joins the parts of a section in their order, and includes a service without data', async () => {
  const { archive } = await archiveOf(
    part('chat', '', []),
    part('goals', '', []),
    part('goals', 'contributions', ['],"', { text: '}}' }]),
    part('goals', 'goals', [1, 2]),
    part('goals', 'goals', []),
    part('goals', 'goals', [3]),
    part('notifications', 'notifications', [[4]]),
    part('social-graph', '', []),
  );
  expect(archive).toEqual(
    withServices({
      chat: {},
      goals: { contributions: ['],"', { text: '}}' }], goals: [1, 2, 3] },
      notifications: { notifications: [[4]] },
      'social-graph': {},
    }),
  );
});

test('keeps sections of the same name in two services apart', async () => {
  const { archive } = await archiveOf(part('goals', 'people', [1]), part('graph', 'people', [2]));
  expect(archive).toEqual(withServices({ goals: { people: [1] }, graph: { people: [2] } }));
});

test('holds the data of identity alone when no other service has any', async () => {
  expect((await archiveOf()).archive).toEqual(head);
});

test('yields no text that is longer than one part', async () => {
  const rows = Array.from({ length: 100 }, (_, id) => ({ id }));
  const { pieces } = await archiveOf(
    ...Array.from({ length: 50 }, () => part('goals', 'goals', rows)),
  );
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(
    JSON.stringify(rows).length + 50,
  );
});
