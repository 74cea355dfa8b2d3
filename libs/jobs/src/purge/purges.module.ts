import { type DynamicModule, Module } from '@nestjs/common';
import { JobsModule } from '../jobs.module';
import { type PurgeRule, purgeRulesProvider } from './purge-rule';
import { Purges } from './purges';

@Module({})
export class PurgesModule {
  /**
   * Deletes old rows of the given tables every hour.
   *
   * @example PurgesModule.forTables([{ table: 'sessions', column: 'expires_at', keepForMs: 86_400_000 }])
   */
  static forTables(rules: readonly PurgeRule[]): DynamicModule {
    return {
      module: PurgesModule,
      imports: [JobsModule],
      providers: [Purges, purgeRulesProvider(rules)],
    };
  }
}
