import { Inject } from '@nestjs/common';

/** Defines which rows of a table are deleted, and when. */
export interface PurgeRule {
  readonly table: string;
  /** The `timestamptz` column that decides the age of a row; must be the first column of an index. */
  readonly column: string;
  /** The primary key. Default `id`. */
  readonly key?: string;
  /** How long a row is kept after the time in `column`, in milliseconds, or a function of the configuration. */
  readonly keepForMs: number | ((config: never) => number);
  /** How many rows a statement deletes; fewer when each takes many rows of another table with it. */
  readonly rowsPerBatch?: number;
}

const purgeRulesToken = Symbol('tribe.purge-rules');

/** Injects the rules of the service. */
export const InjectPurgeRules = (): ParameterDecorator => Inject(purgeRulesToken);

export const purgeRulesProvider = (rules: readonly PurgeRule[]) => ({
  provide: purgeRulesToken,
  useValue: rules,
});
