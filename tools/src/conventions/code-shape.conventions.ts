import { type Convention, isSource, textConvention } from './convention';

const inRules = (path: string) => path.endsWith('.rules.ts');
const inQueries = (path: string) => path.endsWith('.queries.ts');
const inOurSources = (path: string) => isSource(path) && /^(services|libs)\//.test(path);

/** Contracts, on which the kit may not depend, has its own. */
const idDefinitions = ['libs/service-kit/src/ids/id.ts', 'libs/contracts/src/socket-fields.ts'];

/** Conventions for files of a kind. */
export const codeShapeConventions: readonly Convention[] = [
  textConvention({
    in: inOurSources,
    pattern: /\.\$(query|execute)Raw/g,
    message: 'run SQL through an Sql: `tx.sql` or the `Database`',
  }),
  textConvention({
    in: (path) => inOurSources(path) && !/telemetry\/(process-)?metrics\.ts$/.test(path),
    pattern: /^import (?!type )[^;]*'@prometheus-io\/client'/gm,
    message: 'declare a metric with `metrics.counter`, `metrics.gauge` or `metrics.histogram`',
  }),
  textConvention({
    in: (path) => inOurSources(path) && !idDefinitions.includes(path) && !/[.-]test/.test(path),
    pattern: /\bz\s*\.(uuid|guid)\(|\.uuid\(\)/g,
    message: 'use `id` of the kit, which compares ids and not text',
  }),
  textConvention({
    in: inRules,
    pattern: /throw new AppError|@Injectable\(/g,
    message:
      'rules must not throw or be injectable: return `refuse(error)` and call `settle` in the service',
  }),
  textConvention({
    in: inQueries,
    pattern: /^(export )?(abstract )?class /gm,
    message: 'queries must be functions with an `Sql` parameter',
  }),
  textConvention({
    in: (path) => isSource(path) && path.startsWith('services/') && !path.endsWith('.view.ts'),
    pattern: /^(export )?(async )?function \w+View\(/gm,
    message: 'views must be in `<noun>.view.ts`',
  }),
  textConvention({
    in: (path) => path.endsWith('.view.ts'),
    pattern: /^export (async )?function (?!\w*View\()\w+/gm,
    message: 'names of views must end with `View`',
  }),
  textConvention({
    in: (path) => path.endsWith('.ts'),
    pattern: /^(export )?const [A-Z][A-Z0-9_]+\b/gm,
    message: 'constants must be camelCase',
  }),
  textConvention({
    in: (path) => path.endsWith('.ts') && !path.startsWith('tools/src/conventions/'),
    pattern:
      /[`'"\n]\s*(select\s[\w*"]|insert into \w|delete from \w|update \w+ set |with \w+ as (materialized )?\()/g,
    message: 'SQL keywords must be upper case',
  }),
];
