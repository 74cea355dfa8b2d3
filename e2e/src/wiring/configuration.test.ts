import { describeConfig } from '@tribe/service-kit';
import { allServices } from '../all-services';
import { configurationDocument } from './configuration-document';
import { reviewedFile } from './reviewed-file';

const services = allServices.map((definition) => ({
  service: definition.name,
  variables: describeConfig(definition),
}));

test('every variable of every service has a description', () => {
  const undescribed = services.flatMap(({ service, variables }) =>
    variables
      .filter(({ description }) => description === '')
      .map(({ name }) => `${service}: ${name}`),
  );
  expect(undescribed).toEqual([]);
});

test('no variable has the name of the file of a secret', () => {
  const names = services.flatMap(({ variables }) => variables.map(({ name }) => name));
  const files = services.flatMap(({ variables }) =>
    variables.filter(({ secret }) => secret).map(({ name }) => `${name}_FILE`),
  );
  expect(files.filter((file) => names.includes(file))).toEqual([]);
});

test('a variable that is named like a secret is marked as secret', () => {
  const confidential = /_(SECRET|PASSWORD|TOKEN|KEY)$/;
  const unmarked = services.flatMap(({ variables }) =>
    variables.filter(({ name, secret }) => confidential.test(name) && !secret),
  );
  expect(unmarked).toEqual([]);
});

test('docs/configuration.md describes the variables of the services', async () => {
  const { committed, generated } = await reviewedFile(
    'docs/configuration.md',
    configurationDocument(services),
  );
  expect(generated).toBe(committed);
});
