/** The milliseconds of a day of 24 hours. A calendar day in a time zone can be shorter or longer. */
export const dayMs = 86_400_000;
