import { existsSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { runProgram } from '../test-run/run-program';

const version = '4.32.5';
const folder = path.join(repositoryRoot, '.tribe', `schemathesis-${version}`);
const program = path.join(folder, 'bin', 'st');

const sources = path.join(repositoryRoot, 'tools', 'src', 'fuzz');

/** Operations that end the session of the run, or its account. `endSession` may get the id of the session. */
const excluded = ['logOut', 'endSession', 'deleteAccount'];

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'positive_data_acceptance',
  // Those of hooks.py.
  'accepted_as_well_formed',
  'documented_code',
];

/**
 * Installs Schemathesis from PyPI into a virtual environment below `.tribe/`. Needs Python 3.10 or newer.
 *
 * @throws Error when Python or PyPI is not available
 */
export async function installSchemathesis(): Promise<void> {
  if (existsSync(program)) return;
  await must('python3', ['-m', 'venv', folder]);
  await must(path.join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${version}`]);
}

/**
 * Sends generated requests to all operations of the merged document and shows the report.
 *
 * @param examples number of generated requests per operation and phase
 * @returns the exit code: 0 when the API keeps its document
 */
export async function fuzz(origin: string, token: string, examples: number): Promise<number> {
  const { code } = await runProgram(
    program,
    [
      '--config-file',
      path.join(sources, 'schemathesis.toml'),
      'run',
      `${origin}/openapi.json`,
      '--header',
      `Authorization: Bearer ${token}`,
      ...excluded.flatMap((operation) => ['--exclude-operation-id', operation]),
      '--checks',
      checks.join(','),
      '--max-examples',
      String(examples),
      '--continue-on-failure',
      '--request-timeout',
      '10',
      '--generation-database',
      'none',
    ],
    {
      show: true,
      // It keeps a cache in its working directory.
      cwd: folder,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: path.join(sources, 'hooks.py'),
        PYTHONDONTWRITEBYTECODE: '1',
      },
    },
  );

  return code;
}

async function must(command: string, args: string[]): Promise<void> {
  const { code, output } = await runProgram(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}
