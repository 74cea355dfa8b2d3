import { Inject } from '@nestjs/common';

export const serviceConfigToken = Symbol('tribe.service-config');

/**
 * Injects the parsed configuration of the running service.
 *
 * @example constructor(@InjectConfig() private readonly config: GoalsConfig) {}
 */
export const InjectConfig = (): ParameterDecorator & PropertyDecorator =>
  Inject(serviceConfigToken);
