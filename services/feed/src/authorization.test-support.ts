import { randomUUID } from 'node:crypto';
import {
  type AuthorizationTables,
  type Cast,
  type Row,
  type Rows,
  type Target,
  the,
} from '@tribe/testing/authorization';

const path = '/api/v1/posts';

/** A post of the owner for friends. */
async function post(cast: Cast): Promise<Target> {
  return the.idOf(await cast.owner.post(path, { caption: 'Ten kilometres' }));
}

/** A comment of the owner on such a post. */
async function comment(cast: Cast): Promise<Target> {
  const { id } = await post(cast);
  return the.idOf(await cast.owner.post(`${path}/${id}/comments`, { content: 'Strong!' }));
}

const onPost: Row = { on: post, all: 'hidden POST_NOT_FOUND' };
const seenByFriends: Row = { ...onPost, friend: '200', owner: '200' };
const changedByOwner: Row = { ...onPost, friend: '403 PERMISSION_DENIED', owner: '200' };
const onComment: Row = { on: comment, all: 'hidden COMMENT_NOT_FOUND' };

/** Needs an upload, so that it can only be tested for an unknown story and without one. */
const onStory: Row = { on: the.somebody, all: '404 STORY_NOT_FOUND' };

const rows: Rows = {
  'GET /api/v1/stories': { all: '200' },
  'POST /api/v1/stories': { all: '422 MEDIA_NOT_USABLE', body: () => ({ media_id: randomUUID() }) },
  'GET /api/v1/stories/{storyId}': onStory,
  'DELETE /api/v1/stories/{storyId}': onStory,
  'POST /api/v1/stories/{storyId}/view': onStory,
  'GET /api/v1/stories/{storyId}/views': onStory,
  'GET /api/v1/feed': { all: '200' },
  'GET /api/v1/feed/{entryId}/why': {
    on: post,
    all: 'hidden FEED_ENTRY_NOT_FOUND',
    friend: '200',
    owner: '200',
  },
  // The owner's profile is for friends, as it is from the start.
  'GET /api/v1/users/{userId}/posts': {
    on: the.owner,
    all: '200',
    stranger: 'hidden USER_NOT_FOUND',
  },
  'GET /api/v1/posts': { all: '200' },
  'POST /api/v1/posts': { all: '201', body: { caption: 'My own' } },
  'GET /api/v1/posts/{postId}': seenByFriends,
  'PUT /api/v1/posts/{postId}': { ...changedByOwner, body: { location: 'Karura' } },
  'DELETE /api/v1/posts/{postId}': { ...changedByOwner, owner: '204' },
  'POST /api/v1/posts/{postId}/like': seenByFriends,
  'DELETE /api/v1/posts/{postId}/like': seenByFriends,
  'GET /api/v1/posts/{postId}/likes': seenByFriends,
  'GET /api/v1/posts/{postId}/comments': seenByFriends,
  'POST /api/v1/posts/{postId}/comments': {
    ...onPost,
    friend: '201',
    owner: '201',
    body: { content: 'Strong!' },
  },
  'POST /api/v1/posts/comments/{commentId}/like': { ...onComment, friend: '200', owner: '200' },
  'DELETE /api/v1/posts/comments/{commentId}/like': { ...onComment, friend: '200', owner: '200' },
  'PUT /api/v1/posts/comments/{commentId}': {
    ...onComment,
    body: { content: 'Stronger!' },
    friend: '403 PERMISSION_DENIED',
    owner: '200',
  },
  'DELETE /api/v1/posts/comments/{commentId}': {
    ...onComment,
    friend: '403 PERMISSION_DENIED',
    owner: '204',
  },
};

/** The expected status of each endpoint of feed, by kind of caller. */
export const authorization: AuthorizationTables = { feed: rows };
