import {
  contributionsPerCohort,
  goalsPerCohort,
  largeGoals,
  participantsOfLargeGoal,
  usersPerCohort,
} from './cohort';

/** The users who take part in a goal are this far apart, so that none takes part twice. */
const distance = 13;

/**
 * Creates the tables of the shape of a cohort: its goals, participants and contributions. Most goals have one participant,
 * and few have 150. Half of all contributions belong to an eighth of the goals, and one user has about 200 goals.
 */
export const shapeTables = `
  CREATE FUNCTION bench.id(kind int, ms bigint, number bigint) RETURNS uuid IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT (lpad(to_hex(ms), 12, '0') || '70008' || lpad(to_hex(kind), 3, '0') || lpad(to_hex(number), 12, '0'))::uuid $$;

  CREATE FUNCTION bench.at(ms bigint) RETURNS timestamptz IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT timestamptz '1970-01-01Z' + ms * interval '1 millisecond' $$;

  CREATE FUNCTION bench.reminder_time(number bigint) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT lpad((minute / 60)::text, 2, '0') || ':' || lpad((minute % 60)::text, 2, '0')
      FROM (SELECT hash % CASE WHEN number % 10 < 3 THEN 24 ELSE 1440 END * CASE WHEN number % 10 < 3 THEN 60 ELSE 1 END AS minute
              FROM (SELECT hashint8extended(number, 1) & 2147483647 AS hash) AS hashed) AS minutes $$;

  CREATE TABLE bench.goals AS
  SELECT number, owner, participants, first, lead(first, 1, ${contributionsPerCohort}) OVER (ORDER BY number) - first AS contributions
    FROM (SELECT number::int,
                 floor(${usersPerCohort} * ((hashint4extended(number, 7) & 16777215) / 16777216.0) ^ 2)::int AS owner,
                 CASE WHEN number < ${largeGoals} THEN ${participantsOfLargeGoal}
                      WHEN number < 500 THEN 7 + number % 24
                      WHEN number < 3000 THEN 2 + number % 5
                      ELSE 1 END AS participants,
                 ceil(${contributionsPerCohort} * cbrt(number / ${goalsPerCohort}.0))::int AS first
            FROM generate_series(0, ${goalsPerCohort - 1}) AS number) AS shape;

  CREATE TABLE bench.participants AS
  SELECT number AS goal, place, (owner + ${distance} * place) % ${usersPerCohort} AS "user",
         (contributions - place + participants - 1) / participants AS contributions
    FROM bench.goals CROSS JOIN LATERAL generate_series(0, participants - 1) AS place;

  CREATE TABLE bench.contributions AS
  SELECT first + k AS number, goals.number AS goal, (owner + ${distance} * (k % participants)) % ${usersPerCohort} AS "user"
    FROM bench.goals CROSS JOIN LATERAL generate_series(0, contributions - 1) AS k;

  CREATE TABLE bench.systems (number int, "user" int, checkins int, is_verified boolean, through date, state text);`;
