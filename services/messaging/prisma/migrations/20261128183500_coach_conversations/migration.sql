-- A user has one conversation with the coach.
CREATE UNIQUE INDEX conversations_coach_key ON conversations (created_by) WHERE kind = 'ai_coach';
