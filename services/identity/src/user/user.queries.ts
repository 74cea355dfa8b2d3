/** What {@link userCardsByIds} reads of a person. */
export interface UserCardRow {
  id: string;
  username: string;
  fullName: string;
  profileImageUrl: string | null;
  /** A bigint, which the driver hands over as text. */
  version: string;
}

/** The hottest read of the service: cards of many people at once. Inactive people are left out. */
export const userCardsByIds = {
  name: 'user-cards-by-ids',
  text: `
    SELECT id, username, full_name AS "fullName", profile_image_url AS "profileImageUrl", version
    FROM users
    WHERE id = ANY($1::uuid[]) AND is_active`,
} as const;
