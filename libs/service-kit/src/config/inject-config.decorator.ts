import { Inject } from '@nestjs/common';

export const SERVICE_CONFIG = Symbol('tribe.service-config');

/**
 * Injects the parsed configuration of the running service.
 *
 * @example constructor(@InjectConfig() private readonly config: GoalsConfig) {}
 */
export const InjectConfig = (): ParameterDecorator & PropertyDecorator => Inject(SERVICE_CONFIG);
