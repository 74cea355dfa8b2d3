-- CreateEnum
CREATE TYPE "time_preference" AS ENUM ('morning', 'afternoon', 'evening', 'night');

-- CreateTable
CREATE TABLE "discovery_profiles" (
    "user_id" UUID NOT NULL,
    "birth_year" SMALLINT,
    "birth_year_stated_in" SMALLINT,
    "location_neighborhood" VARCHAR(100),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discovery_profiles_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT "discovery_profiles_birth_year_dated" CHECK (("birth_year" IS NULL) = ("birth_year_stated_in" IS NULL)),
    CONSTRAINT "discovery_profiles_age" CHECK ("birth_year_stated_in" - "birth_year" BETWEEN 18 AND 50)
);

-- CreateTable
CREATE TABLE "discovery_preferences" (
    "user_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "category" VARCHAR(50) NOT NULL,
    "neighborhood" VARCHAR(100),
    "time_preference" "time_preference",
    "preference_score" DECIMAL(3,2) NOT NULL DEFAULT 0.5,
    "price_sensitivity" DECIMAL(3,2) NOT NULL DEFAULT 0.5,
    "social_preference" DECIMAL(3,2) NOT NULL DEFAULT 0.5,

    CONSTRAINT "discovery_preferences_pkey" PRIMARY KEY ("user_id","position"),
    CONSTRAINT "discovery_preferences_position" CHECK ("position" BETWEEN 0 AND 49),
    CONSTRAINT "discovery_preferences_category_not_empty" CHECK ("category" <> ''),
    CONSTRAINT "discovery_preferences_scores" CHECK (
      "preference_score" BETWEEN 0 AND 1 AND "price_sensitivity" BETWEEN 0 AND 1 AND "social_preference" BETWEEN 0 AND 1
    )
);

-- CreateIndex: anywhere and at any time are one place and one time, too.
CREATE UNIQUE INDEX "discovery_preferences_once_key"
  ON "discovery_preferences" ("user_id", "category", "neighborhood", "time_preference") NULLS NOT DISTINCT;

-- AddForeignKey
ALTER TABLE "discovery_profiles" ADD CONSTRAINT "discovery_profiles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discovery_preferences" ADD CONSTRAINT "discovery_preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "discovery_profiles"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;
