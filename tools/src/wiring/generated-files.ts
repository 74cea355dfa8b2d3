import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readTopology, repositoryRoot, type ServiceEntry } from '@tribe/local-servers';
import { format, type FormatConfig } from 'oxfmt';
import { devcontainerText } from './devcontainer';

/** A file that is written from the manifests and the contracts, and committed so that a change shows in review. */
export interface GeneratedFile {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
}

const heading =
  '// Written by `npm run wiring` from services/*/package.json and proto/. Do not edit.\n';
/** Custom options that only the event registry reads. */
const internal = 'tribe/options/v1/options.proto';

/**
 * Everything the services know of each other (their names, paths and kinds of data, the contracts, and which of them
 * hold events), and the development container with their ports.
 */
export async function generatedFiles(root = repositoryRoot): Promise<GeneratedFile[]> {
  const contracts = protoFiles(root);
  const services = readTopology(root);

  const files = [
    { file: '.devcontainer/devcontainer.json', text: devcontainerText(services) },
    { file: 'libs/contracts/src/services.generated.ts', text: servicesText(services) },
    { file: 'libs/contracts/src/messages.generated.ts', text: messagesText(contracts) },
    { file: 'libs/contracts/src/event-files.generated.ts', text: eventFilesText(root, contracts) },
  ];

  return Promise.all(
    files.map(async ({ file, text }) => ({
      file,
      text: await formatted(root, file, heading + text),
    })),
  );
}

async function formatted(root: string, file: string, text: string): Promise<string> {
  const config = JSON.parse(readFileSync(path.join(root, '.oxfmtrc.json'), 'utf8')) as FormatConfig;
  const { code, errors } = await format(file, text, config);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);

  return code;
}

function servicesText(services: readonly ServiceEntry[]): string {
  const inOrder = [...services].sort((a, b) => a.port - b.port);
  const entries = inOrder.map(({ name, title, paths, hasPersonalData }) =>
    JSON.stringify({ name, title, paths, personalData: hasPersonalData }),
  );
  return `
    /** Every service as its manifest declares it, in the order of their ports. */
    export const services = [${entries.join(',\n')}] as const;
  `;
}

/** `tribe/goals/v1/events.proto`, in order. */
function protoFiles(root: string): string[] {
  return readdirSync(path.join(root, 'proto'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.proto') && file !== internal)
    .sort();
}

function messagesText(files: readonly string[]): string {
  return files.map((file) => `export * from '${moduleOf(file)}';`).join('\n');
}

function eventFilesText(root: string, files: readonly string[]): string {
  const withEvents = files.filter((file) =>
    readFileSync(path.join(root, 'proto', file), 'utf8').includes(
      'option (tribe.options.v1.subject)',
    ),
  );
  const descriptors = withEvents.map(
    (file) => `file_${file.replace(/\.proto$/, '').replaceAll('/', '_')}`,
  );
  return `
    import type { DescFile } from '@bufbuild/protobuf';
    ${withEvents.map((file, index) => `import { ${descriptors[index]} } from '${moduleOf(file)}';`).join('\n')}

    /** Every file whose messages may be events. */
    export const eventFiles: readonly DescFile[] = [${descriptors.join(', ')}];
  `;
}

function moduleOf(file: string): string {
  return `./generated/${file.replace(/\.proto$/, '_pb')}`;
}
