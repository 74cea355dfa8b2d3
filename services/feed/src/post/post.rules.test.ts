import { decideChanges, decideType, type PostFields } from './post.rules';

const media = '0199a000-0000-7000-8000-000000000000';
const now = new Date('2026-03-10T12:00:00Z');
const post: PostFields = {
  postType: 'photo',
  caption: 'First',
  goalId: null,
  location: null,
  visibility: 'friends',
  archivedAt: null,
};

test.each([
  [{ media_id: media }, 'photo'],
  [{ media_id: media, post_type: 'video' }, 'video'],
  [{ caption: 'Words' }, 'text'],
  [{ caption: 'Words', post_type: 'text', media_id: null }, 'text'],
] as const)('the post %j has a type', (body, postType) => {
  expect(decideType(body)).toMatchObject({ kind: 'change', to: { postType } });
});

test.each([
  {},
  { caption: '' },
  { caption: 'Words', post_type: 'photo' },
  { caption: 'Words', post_type: 'video', media_id: null },
  { caption: 'Words', post_type: 'text', media_id: media },
] as const)('the post %j is refused', (body) => {
  expect(decideType(body)).toMatchObject({ error: { code: 'POST_MEDIA_REQUIRED' } });
});

test.each([
  [{ caption: 'Second' }, { caption: 'Second' }],
  [{ caption: '' }, { caption: null }],
  [{ location: 'Karura', visibility: 'friends' }, { location: 'Karura' }],
  [{ visibility: 'public' }, { visibility: 'public' }],
  [{ goal_id: media }, { goalId: media }],
  [{ is_archived: true }, { archivedAt: now }],
] as const)('the patch %j changes %j', (request, to) => {
  expect(decideChanges(post, request, now)).toEqual({ kind: 'change', to });
});

test.each([{}, { caption: 'First' }, { is_archived: false, location: null }])(
  'the patch %j changes nothing',
  (request) => {
    expect(decideChanges(post, request, now).kind).toBe('keep');
  },
);

test('archiving an archived post keeps the time', () => {
  const archived = { ...post, archivedAt: new Date(0) };
  expect(decideChanges(archived, { is_archived: true }, now).kind).toBe('keep');
  expect(decideChanges(archived, { is_archived: false }, now)).toMatchObject({
    to: { archivedAt: null },
  });
});

test('a text keeps its caption', () => {
  expect(decideChanges({ ...post, postType: 'text' }, { caption: null }, now)).toMatchObject({
    error: { code: 'POST_MEDIA_REQUIRED' },
  });
});
