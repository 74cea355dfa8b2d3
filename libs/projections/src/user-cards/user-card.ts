/** What a service knows of a user: enough to draw a name and a face. Fits the `UserCard` of events as it is. */
export interface UserCard {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly profileImageUrl?: string | undefined;
}

/** A row of `user_cards` as the driver returns it. */
export interface UserCardRow {
  readonly user_id: string;
  readonly username: string;
  readonly full_name: string;
  readonly profile_image_url: string | null;
  readonly is_active: boolean;
}

export function userCardOf(row: UserCardRow): UserCard {
  return {
    id: row.user_id,
    username: row.username,
    fullName: row.full_name,
    profileImageUrl: row.profile_image_url ?? undefined,
  };
}
