import type { Relation } from '../relationships/relation.rules';
import type { UserPrivacy } from '../user-cards/user-privacy';
import { sightOf } from './profile-sight.rules';

type ProfileVisibility = UserPrivacy['profileVisibility'];

const sights: Record<Relation, Record<ProfileVisibility, string>> = {
  self: { everyone: 'profile', friends_only: 'profile', private: 'profile' },
  friend: { everyone: 'profile', friends_only: 'profile', private: 'profile' },
  stranger: { everyone: 'profile', friends_only: 'card', private: 'nothing' },
  hidden: { everyone: 'nothing', friends_only: 'nothing', private: 'nothing' },
};

const cases = Object.entries(sights).flatMap(([relation, row]) =>
  Object.entries(row).map(([visibility, sight]) => [relation, visibility, sight] as const),
);

test.each(cases)(
  'to a viewer with relation %s, a profile visible to %s shows: %s',
  (relation, visibility, sight) => {
    expect(sightOf(relation as Relation, visibility as ProfileVisibility)).toBe(sight);
  },
);
