import { userCardResponse, userFields } from '@tribe/projections';
import {
  id,
  isVisible,
  lineField,
  ofFormat,
  opaqueField,
  pageQuery,
  paginationResponse,
  paragraphField,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { messageResponse } from '../message/message.dto';
import { alertScopes } from './alert.rules';

const maxContent = 1_000;
const maxReason = 200;
const maxLimit = 50;

const alertScope = z
  .enum(alertScopes)
  .meta({ id: 'AlertScope', example: 'channel' })
  .describe('Whether the alert is for the members of the channel or of the whole team');

export const createAlertBody = withRules(
  z.strictObject({
    conversation_id: id.optional().describe('A channel of a team, for its members'),
    team_id: id.optional().describe('A team, for all its members'),
    content: withRules(
      paragraphField(maxContent),
      ofFormat('visible-text', isVisible, 'must have at least one visible character'),
    ).meta({ example: 'The match begins an hour earlier' }),
    reason: lineField(maxReason).nullish().meta({ example: 'Weather' }),
    confirmation: opaqueField(200)
      .optional()
      .meta({ example: 'AZAWPYaUc5uupZbCb4itkQABmTkXl0cVYn8hJx0qN1s3e2GkPbWm2Q' })
      .describe('`confirmation` of the 409 response to the same request without it'),
  }),
  {
    message: 'or team_id is required, and not both',
    path: ['conversation_id'],
    holds: ({ conversation_id, team_id }) =>
      (conversation_id === undefined) !== (team_id === undefined),
    keywords: {
      if: { required: ['team_id'] },
      then: { not: { required: ['conversation_id'] } },
      else: { required: ['conversation_id'] },
    },
  },
).meta({
  id: 'CreateAlertRequest',
  example: {
    conversation_id: '0190163d-8694-739b-aea5-966c26f8ad91',
    content: 'The match begins an hour earlier',
  },
});
export type CreateAlertBody = z.infer<typeof createAlertBody>;

export const listAlertsQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(maxLimit).default(20).describe('The size of a page'),
});
export type ListAlertsQuery = z.infer<typeof listAlertsQuery>;

export const alertParams = z.object({ alertId: id });
export type AlertParams = z.infer<typeof alertParams>;

export const alertResponse = z
  .object({
    id,
    conversation_id: id,
    sender: userCardResponse.nullable().describe('null after the account of the sender was erased'),
    message: messageResponse,
    reason: z.string().nullable().meta({ example: 'Weather' }),
    scope: alertScope,
    acknowledged_count: z.int().meta({ example: 12 }),
    is_acknowledged: z.boolean().describe('By you'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'PriorityAlert' });

export const listAlertsResponse = z
  .object({
    alerts: z.array(alertResponse).describe('Newest first'),
    pagination: paginationResponse,
  })
  .meta({ id: 'PriorityAlertList' });

export const listAcknowledgementsResponse = z
  .object({
    acknowledgements: z
      .array(
        z
          .object({
            user_id: id,
            ...userFields,
            acknowledged_at: z.iso.datetime().nullable(),
          })
          .meta({ id: 'AlertAcknowledgement' }),
      )
      .describe('The members that the alert reaches, those who have acknowledged it first'),
  })
  .meta({ id: 'AlertAcknowledgementList' });
