-- CreateEnum
CREATE TYPE "profile_visibility" AS ENUM ('everyone', 'friends_only', 'private');

-- CreateEnum
CREATE TYPE "friend_request_audience" AS ENUM ('everyone', 'friends_of_friends', 'no_one');

-- CreateEnum
CREATE TYPE "message_audience" AS ENUM ('everyone', 'friends_only');

-- CreateEnum
CREATE TYPE "theme_mode" AS ENUM ('light', 'dark', 'system');

-- CreateTable
CREATE TABLE "user_settings" (
    "user_id" UUID NOT NULL,
    "profile_visibility" "profile_visibility" NOT NULL DEFAULT 'friends_only',
    "online_status_visible" BOOLEAN NOT NULL DEFAULT true,
    "appear_in_suggestions" BOOLEAN NOT NULL DEFAULT true,
    "who_can_send_friend_requests" "friend_request_audience" NOT NULL DEFAULT 'friends_of_friends',
    "who_can_send_messages" "message_audience" NOT NULL DEFAULT 'friends_only',
    "share_activity_with_friends" BOOLEAN NOT NULL DEFAULT true,
    "theme_mode" "theme_mode" NOT NULL DEFAULT 'system',
    "accent_color" VARCHAR(7) NOT NULL DEFAULT '#FF6B6B',
    "font_size_multiplier" DECIMAL(3,2) NOT NULL DEFAULT 1.0,
    "timezone" VARCHAR(64) NOT NULL DEFAULT 'UTC',
    "day_starts_at_minute" SMALLINT NOT NULL DEFAULT 0,
    "locale" VARCHAR(35) NOT NULL DEFAULT 'en',
    "quiet_hours_enabled" BOOLEAN NOT NULL DEFAULT false,
    "quiet_hours_start_minute" SMALLINT NOT NULL DEFAULT 1320,
    "quiet_hours_end_minute" SMALLINT NOT NULL DEFAULT 420,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_settings_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT "user_settings_accent_color_hex" CHECK ("accent_color" ~ '^#[0-9A-Fa-f]{6}$'),
    CONSTRAINT "user_settings_font_size" CHECK ("font_size_multiplier" BETWEEN 0.5 AND 3),
    CONSTRAINT "user_settings_day_starts_at" CHECK ("day_starts_at_minute" BETWEEN 0 AND 360),
    CONSTRAINT "user_settings_quiet_hours" CHECK (
      "quiet_hours_start_minute" BETWEEN 0 AND 1439 AND "quiet_hours_end_minute" BETWEEN 0 AND 1439
    )
);

-- AddForeignKey
ALTER TABLE "user_settings" ADD CONSTRAINT "user_settings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
