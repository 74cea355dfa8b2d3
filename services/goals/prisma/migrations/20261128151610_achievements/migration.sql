CREATE TABLE "achievements" (
    "id" UUID NOT NULL,
    "code" VARCHAR(50) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT NOT NULL,
    "icon_url" TEXT,
    "category" VARCHAR(50) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "criteria" JSONB NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "backfilled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "achievements_points_not_negative" CHECK ("points" >= 0),
    CONSTRAINT "achievements_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "user_achievements" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "achievement_id" UUID NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_achievements_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "achievement_facts" (
    "user_id" UUID NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "source_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "achievement_facts_pkey" PRIMARY KEY ("user_id","kind","source_id")
);

CREATE UNIQUE INDEX "achievements_code_key" ON "achievements"("code");

CREATE INDEX "idx_user_achievements_user" ON "user_achievements"("user_id", "earned_at" DESC, "id" DESC);

CREATE UNIQUE INDEX "user_achievements_user_id_achievement_id_key" ON "user_achievements"("user_id", "achievement_id");

CREATE INDEX "idx_achievement_facts_user" ON "achievement_facts"("user_id", "kind", "at");

CREATE INDEX "idx_achievement_facts_kind" ON "achievement_facts"("kind", "user_id");

ALTER TABLE "user_achievements" ADD CONSTRAINT "user_achievements_achievement_id_fkey" FOREIGN KEY ("achievement_id") REFERENCES "achievements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "achievements" ("id", "code", "name", "description", "category", "points", "criteria", "created_at")
SELECT rule.id::uuid, code, name, description, category, points, criteria::jsonb, now()
  FROM (VALUES
  ('01ac3c00-0000-7000-8000-000000000001', 'first_checkin', 'First step', 'Record your first check-in', 'habits', 10, '{"operator": "count", "kind": "checkin", "at_least": 1}'),
  ('01ac3c00-0000-7000-8000-000000000002', 'checkins_10', 'Ten steps', 'Record 10 check-ins', 'habits', 20, '{"operator": "count", "kind": "checkin", "at_least": 10}'),
  ('01ac3c00-0000-7000-8000-000000000003', 'checkins_100', 'A hundred steps', 'Record 100 check-ins', 'habits', 50, '{"operator": "count", "kind": "checkin", "at_least": 100}'),
  ('01ac3c00-0000-7000-8000-000000000004', 'checkins_1000', 'A thousand steps', 'Record 1,000 check-ins', 'habits', 200, '{"operator": "count", "kind": "checkin", "at_least": 1000}'),
  ('01ac3c00-0000-7000-8000-000000000005', 'active_days_30', 'Thirty days', 'Check in on 30 different days', 'habits', 50, '{"operator": "distinct", "kind": "checkin", "of": "day", "at_least": 30}'),
  ('01ac3c00-0000-7000-8000-000000000006', 'active_days_365', 'A year of days', 'Check in on 365 different days', 'habits', 250, '{"operator": "distinct", "kind": "checkin", "of": "day", "at_least": 365}'),
  ('01ac3c00-0000-7000-8000-000000000007', 'busy_month', 'Busy month', 'Check in on 25 days of 30', 'habits', 75, '{"operator": "distinct", "kind": "checkin", "of": "day", "at_least": 25, "within_days": 30}'),
  ('01ac3c00-0000-7000-8000-000000000008', 'all_rounder', 'All-rounder', 'Check in for 5 habits within a week', 'habits', 40, '{"operator": "distinct", "kind": "checkin", "of": "item", "at_least": 5, "within_days": 7}'),
  ('01ac3c00-0000-7000-8000-000000000009', 'streak_7', 'One week', 'Keep a streak of 7 days', 'streaks', 30, '{"operator": "streak", "unit": "days", "at_least": 7}'),
  ('01ac3c00-0000-7000-8000-00000000000a', 'streak_30', 'One month', 'Keep a streak of 30 days', 'streaks', 75, '{"operator": "streak", "unit": "days", "at_least": 30}'),
  ('01ac3c00-0000-7000-8000-00000000000b', 'streak_100', 'A hundred days', 'Keep a streak of 100 days', 'streaks', 150, '{"operator": "streak", "unit": "days", "at_least": 100}'),
  ('01ac3c00-0000-7000-8000-00000000000c', 'streak_365', 'One year', 'Keep a streak of 365 days', 'streaks', 500, '{"operator": "streak", "unit": "days", "at_least": 365}'),
  ('01ac3c00-0000-7000-8000-00000000000d', 'weeks_12', 'Twelve weeks', 'Keep a streak of 12 weeks', 'streaks', 100, '{"operator": "streak", "unit": "weeks", "at_least": 12}'),
  ('01ac3c00-0000-7000-8000-00000000000e', 'weeks_52', 'Fifty-two weeks', 'Keep a streak of 52 weeks', 'streaks', 300, '{"operator": "streak", "unit": "weeks", "at_least": 52}'),
  ('01ac3c00-0000-7000-8000-00000000000f', 'first_goal', 'A plan', 'Create your first goal', 'goals', 10, '{"operator": "count", "kind": "goal_created", "at_least": 1}'),
  ('01ac3c00-0000-7000-8000-000000000010', 'goal_completed_1', 'Done', 'Complete a goal', 'goals', 50, '{"operator": "count", "kind": "goal_completed", "at_least": 1}'),
  ('01ac3c00-0000-7000-8000-000000000011', 'goal_completed_5', 'Done again', 'Complete 5 goals', 'goals', 100, '{"operator": "count", "kind": "goal_completed", "at_least": 5}'),
  ('01ac3c00-0000-7000-8000-000000000012', 'goal_together', 'Together', 'Complete a goal of at least 3 participants', 'goals', 75, '{"operator": "value", "kind": "goal_completed", "at_least": 3}'),
  ('01ac3c00-0000-7000-8000-000000000013', 'first_contribution', 'First contribution', 'Contribute to a goal', 'goals', 10, '{"operator": "count", "kind": "contribution", "at_least": 1}'),
  ('01ac3c00-0000-7000-8000-000000000014', 'contributions_50', 'Fifty contributions', 'Contribute to goals 50 times', 'goals', 75, '{"operator": "count", "kind": "contribution", "at_least": 50}'),
  ('01ac3c00-0000-7000-8000-000000000015', 'first_reflection', 'A quiet moment', 'Write your first reflection', 'reflections', 10, '{"operator": "count", "kind": "reflection", "at_least": 1}'),
  ('01ac3c00-0000-7000-8000-000000000016', 'reflections_30', 'Thirty quiet moments', 'Reflect on 30 different days', 'reflections', 75, '{"operator": "distinct", "kind": "reflection", "of": "day", "at_least": 30}'),
  ('01ac3c00-0000-7000-8000-000000000017', 'first_verification', 'Second pair of eyes', 'Verify a check-in of your partner', 'partners', 20, '{"operator": "count", "kind": "verification", "at_least": 1}'),
  ('01ac3c00-0000-7000-8000-000000000018', 'first_partner', 'Not alone', 'Become partners with another user', 'partners', 20, '{"operator": "count", "kind": "partnership", "at_least": 1}'),
  ('01ac3c00-0000-7000-8000-000000000019', 'friends_5', 'Five friends', 'Make 5 friends', 'partners', 30, '{"operator": "distinct", "kind": "friendship", "of": "item", "at_least": 5}')
) AS rule (id, code, name, description, category, points, criteria);

-- What counted before there were achievements.
INSERT INTO "achievement_facts" ("user_id", "kind", "source_id", "item_id", "day", "at", "value", "is_active", "version")
SELECT user_id, 'checkin', id, system_id, local_date, checked_in_at, coalesce(metric_value_logged, 1), status <> 'skipped', version
  FROM checkins WHERE deleted_at IS NULL
UNION ALL
SELECT verified_by_partner_id, 'verification', id, system_id, (verified_at AT TIME ZONE 'UTC')::date, verified_at, 1, true, version
  FROM checkins WHERE deleted_at IS NULL AND status = 'verified_completed' AND verified_by_partner_id IS NOT NULL
UNION ALL
SELECT user_id, 'streak_' || unit.key, s.id, s.id, through, streak.updated_at, unit.value::float8, true, s.streak_version
  FROM system_streaks streak
  JOIN systems s ON s.id = streak.system_id
 CROSS JOIN LATERAL jsonb_each_text(streak.state -> 'longest') AS unit
 WHERE unit.value::float8 > 0
UNION ALL
SELECT creator_id, 'goal_created', id, id, (created_at AT TIME ZONE 'UTC')::date, created_at, 1, true, 1 FROM goals
UNION ALL
SELECT p.user_id, 'goal_completed', g.id, g.id, (g.completed_at AT TIME ZONE 'UTC')::date, g.completed_at,
       count(*) OVER (PARTITION BY g.id), true, g.version
  FROM goals g
  JOIN goal_participants p ON p.goal_id = g.id AND p.left_at IS NULL AND p.role <> 'viewer'
 WHERE g.status = 'completed' AND g.completed_at IS NOT NULL
UNION ALL
SELECT user_id, 'contribution', id, goal_id, (created_at AT TIME ZONE 'UTC')::date, created_at, 1, true, 1 FROM goal_contributions
UNION ALL
SELECT user_id, 'reflection', id, id, reflection_date_local, created_at, 1, true, 1 FROM reflections;
