-- Some currencies have three decimals. The maximum of an amount stays the same.
ALTER TABLE goals ALTER COLUMN target_amount TYPE numeric(13,3), ALTER COLUMN current_amount TYPE numeric(13,3);
ALTER TABLE goal_participants ALTER COLUMN contribution_amount TYPE numeric(13,3);
ALTER TABLE goal_contributions ALTER COLUMN amount TYPE numeric(13,3);
