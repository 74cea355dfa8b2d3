import { type Cast, type Row, type Rows, type Target, the } from '@tribe/testing/authorization';

const cases = '/api/v1/moderation/cases';
const appeals = '/api/v1/moderation/appeals';

/** A case about a tribe of the owner, which a stranger has reported. */
async function caseOfOwner(cast: Cast): Promise<Target> {
  const { body: tribe } = await cast.owner.post('/api/v1/tribes', { name: 'Savers' });
  const reporter = await cast.somebody('stranger');
  const report = { target_type: 'tribe', target_id: tribe.id, reason: 'spam' };
  await reporter.post('/api/v1/reports', report);
  const { body } = await cast.as('admin').get(`${cases}?subject_id=${cast.owner.id}&limit=100`);
  const found = body.cases.find(
    ({ target_id }: { target_id: string }) => target_id === tribe.id,
  ) as { id: string };

  return { id: found.id };
}

/** A decision of the admin about the owner. */
async function actionOnOwner(cast: Cast): Promise<Target> {
  const { id } = await caseOfOwner(cast);
  const { body } = await cast.as('admin').post(`${cases}/${id}/actions`, { action: 'warn' });
  return { id: body.id };
}

/** An appeal of the owner. */
async function appealOfOwner(cast: Cast): Promise<Target> {
  const action = await actionOnOwner(cast);
  await cast.owner.post(`/api/v1/moderation/actions/${action.id}/appeal`, { text: 'Why?' });
  const { body } = await cast.as('admin').get(`${appeals}?limit=100`);
  const found = body.appeals.find(
    (appeal: { action: { id: string } }) => appeal.action.id === action.id,
  ) as { id: string };

  return { id: found.id };
}

const forModerators: Row = { all: '403 PERMISSION_DENIED', moderator: '200', admin: '200' };
const aboutCase: Row = { ...forModerators, on: caseOfOwner };

/** The answer of each endpoint of reports and moderation to each kind of caller. */
export const moderationRows: Rows = {
  'POST /api/v1/reports': {
    on: the.owner,
    body: ({ owner }) => ({ target_type: 'user', target_id: owner.id, reason: 'spam' }),
    all: '201',
    blocked: 'hidden REPORT_TARGET_NOT_FOUND',
    owner: '422 CANNOT_REPORT_YOURSELF',
  },
  'GET /api/v1/reports': { all: '200' },
  'GET /api/v1/moderation/cases': forModerators,
  'GET /api/v1/moderation/cases/{caseId}': aboutCase,
  'GET /api/v1/moderation/cases/{caseId}/context': aboutCase,
  'GET /api/v1/moderation/cases/{caseId}/audit': aboutCase,
  'PUT /api/v1/moderation/cases/{caseId}/assignee': { ...aboutCase, body: {} },
  'POST /api/v1/moderation/cases/{caseId}/actions': {
    ...aboutCase,
    body: { action: 'warn' },
    moderator: '201',
    admin: '409 MODERATION_ACTION_EXISTS',
  },
  'GET /api/v1/moderation/actions': { all: '200' },
  'POST /api/v1/moderation/actions/{actionId}/appeal': {
    on: actionOnOwner,
    body: { text: 'Why?' },
    all: 'hidden MODERATION_ACTION_NOT_FOUND',
    owner: '201',
  },
  'POST /api/v1/moderation/appeals': {
    public: '422 LINK_INVALID',
    body: { token: 'made-up', text: 'Why?' },
  },
  'GET /api/v1/moderation/appeals': forModerators,
  // The admin has taken the decision.
  'POST /api/v1/moderation/appeals/{appealId}/decision': {
    ...forModerators,
    on: appealOfOwner,
    body: { decision: 'uphold' },
    admin: '403 CANNOT_DECIDE_OWN_ACTION',
  },
};
