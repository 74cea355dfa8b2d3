import {
  id,
  imageUrlField,
  pageQuery,
  notBoth,
  paginationResponse,
  nameField,
  paragraphField,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { tribeKinds, tribeRoles } from './tribe-roles.rules';
import { privacyLevels, type TribePrivacy } from './tribe.rules';

const nameExample = 'Runners';
const descriptionExample = 'We run together on Sundays';
const imageExample = 'https://example.com/runners.jpg';
const coverExample = 'https://example.com/runners-cover.jpg';

/** Other names of two levels, which some clients send. */
const privacyAliases = { everyone: 'public', friends: 'friends_only' } as const;
const privacyLevel = z
  .enum([...privacyLevels, 'everyone', 'friends'])
  .meta({ id: 'TribePrivacyName', example: 'friends_only' })
  .describe('`everyone` means `public`, and `friends` means `friends_only`')
  .transform((name): TribePrivacy =>
    name === 'everyone' || name === 'friends' ? privacyAliases[name] : name,
  );

const fields = {
  name: nameField(255).meta({ example: nameExample }),
  description: paragraphField(5000).meta({ example: descriptionExample }).nullish(),
  image_url: imageUrlField.meta({ example: imageExample }).nullish(),
  group_image_url: imageUrlField
    .meta({ example: imageExample })
    .nullish()
    .describe('Another name of image_url'),
  cover_image_url: imageUrlField.meta({ example: coverExample }).nullish(),
  privacy_level: privacyLevel.optional(),
  is_private: z
    .boolean()
    .optional()
    .describe('An alternative to `privacy_level`: true means `private`, false means `public`'),
  require_approval: z.boolean().optional(),
  max_members: z.int().min(2).max(1_000).meta({ example: 40 }).optional(),
};
const onePrivacy = notBoth('privacy_level', 'is_private');

export const createTribeBody = withRules(z.strictObject(fields), onePrivacy).meta({
  id: 'CreateTribeRequest',
  example: {
    name: nameExample,
    description: descriptionExample,
    image_url: imageExample,
    privacy_level: 'friends_only',
    require_approval: true,
    max_members: 40,
  },
});
export type CreateTribeBody = z.infer<typeof createTribeBody>;

/** A merge patch: omitted fields stay unchanged, and null clears a field. */
export const updateTribeBody = withRules(
  z.strictObject({ ...fields, name: fields.name.optional() }),
  onePrivacy,
).meta({
  id: 'UpdateTribeRequest',
  description: 'A merge patch: omitted fields stay unchanged, and null clears a field',
  example: { description: 'We run together on Saturdays', cover_image_url: null },
});
export type UpdateTribeBody = z.infer<typeof updateTribeBody>;

export const tribeParams = z.object({ tribeId: id });
export type TribeParams = z.infer<typeof tribeParams>;

export const listTribesQuery = pageQuery;
export type ListTribesQuery = z.infer<typeof listTribesQuery>;

export const tribeRole = z.enum(tribeRoles).meta({ id: 'TribeRole', example: 'admin' });

export const tribeResponse = z
  .object({
    id,
    kind: z.enum(tribeKinds).meta({ id: 'TribeKind' }),
    name: z.string().meta({ example: nameExample }),
    description: z.string().nullable().meta({ example: descriptionExample }),
    image_url: z.string().nullable().meta({ example: imageExample }),
    group_image_url: z
      .string()
      .nullable()
      .describe('Another name of image_url')
      .meta({ example: imageExample }),
    cover_image_url: z.string().nullable().meta({ example: coverExample }),
    privacy_level: z
      .enum(privacyLevels)
      .meta({ id: 'TribePrivacy', example: 'friends_only' })
      .describe('`friends_only`: only friends of the owner can see it'),
    is_private: z.boolean().meta({ example: false }),
    require_approval: z.boolean(),
    max_members: z.int().meta({ example: 40 }),
    member_count: z.int().meta({ example: 12 }),
    created_by: id,
    owner_id: id,
    my_role: tribeRole.nullable().describe('Null if you are not a member'),
    is_active: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Tribe', description: 'A tribe, group or team' });
export type TribeResponse = z.infer<typeof tribeResponse>;

export const tribeListResponse = z
  .object({ items: z.array(tribeResponse), pagination: paginationResponse })
  .meta({ id: 'TribeList' });
export type TribeListResponse = z.infer<typeof tribeListResponse>;
