-- Finds the users that a text names.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "user_cards_username" ON "user_cards" (lower("username")) WHERE "is_active";
