import { newId } from '@tribe/service-kit';
import {
  type AuthorizationTables,
  type Cast,
  type Row,
  type Rows,
  type Target,
  the,
} from '@tribe/testing/authorization';

const body = { purpose: 'message', content_type: 'text/plain', size: 5 };
const path = '/api/v1/media/uploads';

/** An upload of the owner. */
async function upload(cast: Cast): Promise<Target> {
  return the.idOf(await cast.owner.post(path, { ...body, sha256: 'a'.repeat(64) }));
}

/** A picture that is not ready yet, which looks like an unknown one. */
async function picture(cast: Cast): Promise<Target> {
  const mediaId = newId();
  const params = { userId: cast.owner.id, purpose: 'profile', mediaId, file: 'large.jpg' };
  return { id: mediaId, params };
}

const onUpload: Row = { on: upload, all: 'hidden MEDIA_NOT_FOUND' };

const rows: Rows = {
  'POST /api/v1/media/uploads': { all: '201', body: { ...body, sha256: 'b'.repeat(64) } },
  'GET /api/v1/media/uploads/{mediaId}': { ...onUpload, owner: '200' },
  'POST /api/v1/media/uploads/{mediaId}/complete': {
    ...onUpload,
    owner: '409 MEDIA_UPLOAD_INCOMPLETE',
  },
  'DELETE /api/v1/media/uploads/{mediaId}': { ...onUpload, owner: '204' },
  'GET /api/v1/media/public/users/{userId}/{purpose}/{mediaId}/{file}': {
    on: picture,
    public: '404 MEDIA_NOT_FOUND',
  },
  'GET /api/v1/media/{mediaId}': { ...onUpload, owner: '200' },
  'DELETE /api/v1/media/{mediaId}': { ...onUpload, owner: '204' },
};

/** The expected status of each endpoint of media, by kind of caller. */
export const authorization: AuthorizationTables = { media: rows };
