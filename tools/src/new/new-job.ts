import { addImport, addToModule, editJson } from './edits';
import type { FileChange } from './file-changes';
import { namesOf } from './names';
import { render, spellings } from './template';

/** `npm run new -- job goals goal remind-of-goals` */
export interface NewJobRequest {
  service: string;
  /** Folder of the feature. */
  feature: string;
  job: string;
}

interface ServicePackage {
  tribe: { migrations?: string[] };
  dependencies: Record<string, string>;
}

/** Generates a scheduled job without work, and a test that it is scheduled and runs. */
export function newJob({ service, feature, job }: NewJobRequest): FileChange[] {
  const [owner, noun, name] = [namesOf(service), namesOf(feature), namesOf(job)];
  const folder = `services/${owner.kebab}/src/${noun.kebab}`;
  const appModule = `services/${owner.kebab}/src/app.module.ts`;
  const className = `${name.pascal}Job`;
  const target = { definition: owner.camel, service: owner.kebab };

  const values = {
    ...spellings(name),
    ...target,
    className,
    schedule: `${owner.kebab}-${name.kebab}-v1`,
  };

  return [
    { file: `${folder}/${name.kebab}.job.ts`, create: render('job/job.ts', values) },
    { file: `${folder}/${name.kebab}.job.test.ts`, create: render('job/job.test.ts', values) },
    { file: `services/${owner.kebab}/package.json`, edit: editJson(needsJobs) },
    { file: appModule, edit: addImport(className, `./${noun.kebab}/${name.kebab}.job`) },
    { file: appModule, edit: addImport('JobsModule', '@tribe/jobs') },
    { file: appModule, edit: addToModule('imports', 'JobsModule') },
    { file: appModule, edit: addToModule('providers', className) },
  ];
}

function needsJobs(json: ServicePackage): void {
  json.tribe.migrations = [...new Set([...(json.tribe.migrations ?? []), 'jobs'])];
  const dependencies = { ...json.dependencies, '@tribe/jobs': '*' };
  json.dependencies = Object.fromEntries(
    Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
