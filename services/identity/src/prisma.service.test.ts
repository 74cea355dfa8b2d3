import { Prisma } from './generated/prisma/client';

test('the generated client knows the models of the service', () => {
  expect(Object.keys(Prisma.ModelName)).toEqual(['User', 'Credential', 'Session', 'RefreshToken']);
});
