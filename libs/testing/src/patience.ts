/**
 * How long tests wait for something that must happen, in milliseconds. Only a test that fails waits this long, and a machine
 * may stall for seconds.
 */
export const patienceMs = 20_000;

/** The `DEADLINE_FACTOR` of the services under test. A test of a deadline may set another. */
export const deadlineFactor = 5;
