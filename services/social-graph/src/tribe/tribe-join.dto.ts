import { userCardResponse } from '@tribe/projections';
import { id, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { tribeParams } from './tribe.dto';

export const joinRequestParams = tribeParams.extend({ requestId: id });
export type JoinRequestParams = z.infer<typeof joinRequestParams>;

export const joinResponse = z
  .object({ status: z.enum(['member', 'requested']).meta({ id: 'TribeJoinStatus' }) })
  .meta({ id: 'TribeJoinResult' });
export type JoinResponse = z.infer<typeof joinResponse>;

export const joinRequestResponse = z
  .object({ id, user: userCardResponse, created_at: z.iso.datetime() })
  .meta({ id: 'TribeJoinRequest' });
export type JoinRequestResponse = z.infer<typeof joinRequestResponse>;

export const joinRequestListResponse = z
  .object({ requests: z.array(joinRequestResponse), pagination: paginationResponse })
  .meta({ id: 'TribeJoinRequestList' });
export type JoinRequestListResponse = z.infer<typeof joinRequestListResponse>;
