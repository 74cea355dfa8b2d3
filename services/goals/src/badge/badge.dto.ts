import { userCardResponse } from '@tribe/projections';
import { exactlyOne, id, pageQuery, paginationResponse, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { dateField } from '../streak/date-field';
import { streakFields } from '../streak/streak.dto';

export const badgeParams = z.object({ badgeId: id });
export type BadgeParams = z.infer<typeof badgeParams>;

export const proposeBadgeBody = withRules(
  z.strictObject({
    partner_id: id.describe('An active partner, who confirms the badge'),
    system_id: id.optional().describe('A system of yours that is shared with partners'),
    goal_id: id.optional().describe('A completed goal that you take part in'),
    starts_on: dateField,
    ends_on: dateField.describe('Before today, and at most 366 days from the start'),
  }),
  exactlyOne('system_id', 'goal_id'),
).meta({
  id: 'ProposeBadgeRequest',
  example: {
    partner_id: '0190163d-8694-739b-aea5-966c26f8ad91',
    system_id: '0190163d-8694-739b-aea5-966c26f8ad92',
    starts_on: '2026-06-01',
    ends_on: '2026-06-30',
  },
});
export type ProposeBadgeBody = z.infer<typeof proposeBadgeBody>;

export const listBadgesQuery = pageQuery;
export type ListBadgesQuery = z.infer<typeof listBadgesQuery>;

export const commitmentResponse = z
  .object({
    type: z.enum(['system', 'goal']).meta({ id: 'BadgeCommitmentType', example: 'system' }),
    id,
    title: z.string().meta({ example: 'Read before breakfast' }),
    starts_on: z.iso.date(),
    ends_on: z.iso.date(),
    done_days: z.int().nullable().meta({ example: 28 }).describe('null for a goal'),
    due_days: z.int().nullable().meta({ example: 30 }).describe('null for a goal'),
    best_streak: z.int().nullable().meta({ example: 21 }).describe('null for a goal'),
    streak_unit: streakFields.unit.nullable(),
  })
  .meta({ id: 'BadgeCommitment' });

export const badgeResponse = z
  .object({
    id,
    status: z.enum(['proposed', 'signed']).meta({ id: 'BadgeStatus', example: 'signed' }),
    owner: userCardResponse,
    partner: userCardResponse,
    commitment: commitmentResponse,
    proposed_at: z.iso.datetime(),
    signed_at: z.iso.datetime().nullable(),
    signed_text: z
      .string()
      .nullable()
      .meta({ example: '{"format":"tribe-badge/1","id":"0190163d-8694-739b-aea5-966c26f8ad91"}' })
      .describe(
        'The signed content as canonical JSON (RFC 8785): `format`, `id`, `owner_id`, `partner_id`, `commitment`, `proposed_at`, `signed_at`, `key_id`',
      ),
    signature: z
      .string()
      .nullable()
      .meta({
        example:
          'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
      })
      .describe('Ed25519 over `signed_text` in UTF-8, base64url'),
    key_id: z
      .string()
      .nullable()
      .meta({ example: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' })
      .describe('`kid` of the key in `/api/v1/badge-keys`'),
  })
  .meta({ id: 'Badge' });

export const listBadgesResponse = z
  .object({ badges: z.array(badgeResponse), pagination: paginationResponse })
  .meta({ id: 'BadgeList' });

export const badgeKeysResponse = z
  .object({
    keys: z.array(
      z
        .object({
          kty: z.string().meta({ example: 'OKP' }),
          crv: z.string().meta({ example: 'Ed25519' }),
          x: z.string().meta({ example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }),
          kid: z.string().meta({ example: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' }),
          alg: z.string().meta({ example: 'EdDSA' }),
          use: z.string().meta({ example: 'sig' }),
        })
        .meta({ id: 'BadgeKey' }),
    ),
  })
  .meta({ id: 'BadgeKeySet' });
