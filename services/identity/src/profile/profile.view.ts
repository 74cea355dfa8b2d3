import type { Sight } from '@tribe/projections';
import { userCardView } from '../account/account.view';
import type { ProfileResponse, StatsResponse } from './profile.dto';
import type { ProfileRow } from './profile.queries';

export function profileView(profile: ProfileRow, sight: Sight): ProfileResponse {
  const card = userCardView(profile);
  if (sight !== 'profile') return card;
  return {
    ...card,
    bio: profile.bio,
    cover_image_url: profile.coverImageUrl,
    goals_achieved: profile.goalsAchieved,
    photos_shared: profile.photosShared,
    is_verified: profile.isVerified,
    created_at: profile.createdAt.toISOString(),
  };
}

export function statsView(profile: ProfileRow): StatsResponse {
  return {
    user_id: profile.id,
    goals_achieved: profile.goalsAchieved,
    photos_shared: profile.photosShared,
  };
}
