import { type Convention, isSource, textConvention } from './convention';

const inRules = (path: string) => path.endsWith('.rules.ts');
const inQueries = (path: string) => path.endsWith('.queries.ts');
const inOurSources = (path: string) => isSource(path) && /^(services|libs)\//.test(path);

/** How files of a kind are written. */
export const codeShapeConventions: readonly Convention[] = [
  textConvention({
    in: inOurSources,
    pattern: /\.\$(query|execute)Raw/g,
    message: 'run SQL through an Sql: `tx.sql` or the `Database`',
  }),
  textConvention({
    in: (path) => inOurSources(path) && path !== 'libs/service-kit/src/telemetry/metrics.ts',
    pattern: /^import (?!type )[^;]*'@prometheus-io\/client'/gm,
    message: 'declare a metric with `metrics.counter`, `metrics.gauge` or `metrics.histogram`',
  }),
  textConvention({
    in: inRules,
    pattern: /throw new AppError|@Injectable\(/g,
    message:
      'a rule decides and is plain: return `refuse(error)` and leave `settle` to the service',
  }),
  textConvention({
    in: inQueries,
    pattern: /^(export )?(abstract )?class /gm,
    message: 'a query is a function that takes an Sql',
  }),
  textConvention({
    in: (path) => isSource(path) && path.startsWith('services/') && !path.endsWith('.view.ts'),
    pattern: /^(export )?(async )?function \w+View\(/gm,
    message: 'views stand in `<noun>.view.ts`',
  }),
  textConvention({
    in: (path) => path.endsWith('.view.ts'),
    pattern: /^export (async )?function (?!\w*View\()\w+/gm,
    message: 'a view is called `…View`',
  }),
  textConvention({
    in: (path) => path.endsWith('.ts'),
    pattern: /^(export )?const [A-Z][A-Z0-9_]+\b/gm,
    message: 'constants are camelCase',
  }),
  textConvention({
    in: (path) => path.endsWith('.ts'),
    pattern:
      /[`'"\n]\s*(select\s[\w*"]|insert into \w|delete from \w|update \w+ set |with \w+ as (materialized )?\()/g,
    message: 'SQL keywords are upper case',
  }),
];
