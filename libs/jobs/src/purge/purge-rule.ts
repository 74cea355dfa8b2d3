import { Inject } from '@nestjs/common';

/** Which rows of a table are deleted, and when. */
export interface PurgeRule {
  readonly table: string;
  /** The `timestamptz` by which rows are kept; an index leads with it. */
  readonly column: string;
  /** The primary key. Default `id`. */
  readonly key?: string;
  /** How long a row is kept after the time in its column, in milliseconds. A function reads it from the configuration. */
  readonly keepForMs: number | ((config: never) => number);
}

const purgeRulesToken = Symbol('tribe.purge-rules');

/** Injects the rules of the service. */
export const InjectPurgeRules = (): ParameterDecorator => Inject(purgeRulesToken);

export const purgeRulesProvider = (rules: readonly PurgeRule[]) => ({
  provide: purgeRulesToken,
  useValue: rules,
});
