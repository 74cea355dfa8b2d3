import {
  id,
  lineField,
  nameField,
  opaqueField,
  pageQuery,
  paginationResponse,
} from '@tribe/service-kit';
import { z } from 'zod';
import { ImportFormat, ImportSource, ImportStatus } from '../generated/prisma/enums';
import { columnFields } from './format/columns.rules';
import { dateFormats } from './format/date.rules';

/** Size of the whole request in bytes. At 280 KB/s, it arrives before the request times out. */
export const maxImportBytes = 4 * 1024 * 1024;
const maxMappedHabits = 200;

const source = z.enum(ImportSource).meta({ id: 'ImportSource', example: 'generic' });
const format = z.enum(ImportFormat).meta({ id: 'ImportFormat', example: 'csv' });
const status = z.enum(ImportStatus).meta({ id: 'ImportStatus', example: 'completed' });
const column = lineField(200).meta({ example: 'Habit' });
const habit = nameField(255).meta({ example: 'Read' });

const columnField = z.enum(columnFields).meta({ id: 'ImportColumnField', example: 'habit' });

const columns = z
  .partialRecord(columnField, column)
  .meta({ id: 'ImportColumns', example: { habit: 'Activity', date: 'Day' } })
  .describe('The names of columns that are not recognized. Other columns are ignored and listed');

const options = {
  columns: columns.optional(),
  habit_name: habit
    .optional()
    .describe('The habit of a file about one habit, without such a column'),
  date_format: z
    .enum(dateFormats)
    .default('ymd')
    .meta({ id: 'ImportDateFormat', example: 'ymd' })
    .describe('The order of day, month and year in dates such as `06/05/2026`'),
  habits: z
    .array(z.strictObject({ habit, system_id: id }).meta({ id: 'ImportedHabit' }))
    .max(maxMappedHabits)
    .default([])
    .describe(
      'Habits of the file that continue in a system of yours. Others get a new daily system',
    ),
  shared_with_partner: z
    .boolean()
    .default(false)
    .describe('Whether your active partners see the new systems'),
};

export const importOptions = z.object(options);
export type ImportOptions = z.infer<typeof importOptions>;

export const createImportBody = z
  .strictObject({
    source,
    format,
    content: opaqueField(maxImportBytes)
      .min(1)
      .meta({ example: 'Habit,Date,Status\nRead,2026-06-05,done\n' })
      .describe('The text of the file, decoded from UTF-8'),
    dry_run: z
      .boolean()
      .default(false)
      .describe('Whether to report what would happen, and to write nothing else'),
    ...options,
  })
  .meta({
    id: 'CreateImportRequest',
    example: {
      source: 'generic',
      format: 'csv',
      content: 'Habit,Date,Status\nRead,2026-06-05,done\n',
      dry_run: true,
    },
  });
export type CreateImportBody = z.infer<typeof createImportBody>;

export const importParams = z.object({ importId: id });
export type ImportParams = z.infer<typeof importParams>;

export const listImportsQuery = pageQuery;
export type ListImportsQuery = z.infer<typeof listImportsQuery>;

const count = z.int().min(0).meta({ example: 12 });

const summary = {
  id,
  source,
  format,
  dry_run: z.boolean(),
  status,
  failure_code: z
    .string()
    .nullable()
    .meta({ example: null })
    .describe('Why the file as a whole was refused, such as `IMPORT_FILE_MALFORMED`'),
  counts: z
    .object({
      entries: count.describe('Entries to import, with those that are known or refused'),
      imported: count.describe(
        'New check-ins, and from an export of Tribe also reflections, contributions and reminders of goals; in a dry run, those that would be new',
      ),
      already_imported: count.describe('Entries that an earlier import has added'),
      refused: count,
      not_done: count.describe('Entries that say that nothing was done'),
      systems_created: count,
      goals_created: count.describe('Goals of an export of Tribe'),
    })
    .meta({ id: 'ImportCounts' }),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
};

const problem = z
  .object({
    line: z
      .int()
      .meta({ example: 7 })
      .describe('The line of a CSV file, or the position in a JSON list, from 1'),
    code: z.string().meta({ example: 'DATE_INVALID' }),
    field: z.string().nullable().meta({ example: 'date' }),
    message: z.string().meta({ example: 'is not a date' }),
  })
  .meta({ id: 'ImportProblem' });

export const importSummaryResponse = z.object(summary).meta({ id: 'ImportSummary' });

export const importResponse = z
  .object({
    ...summary,
    ignored_columns: z.array(z.string()).meta({ example: ['Mood'] }),
    problems: z.array(problem).describe('The first 500 refused lines'),
  })
  .meta({
    id: 'Import',
    description: 'A file with the history of habits, and the report about it',
  });

export const listImportsResponse = z
  .object({ imports: z.array(importSummaryResponse), pagination: paginationResponse })
  .meta({ id: 'ImportList' });
