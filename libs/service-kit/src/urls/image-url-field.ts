import { z } from 'zod';
import { httpsPattern, isPublicHttpsUrl } from './public-url.rules';

/** The URL of an image in the body of a request, which the clients of other users load. */
export const imageUrlField = z
  .string()
  .max(2048)
  .regex(httpsPattern, 'is not an https URL')
  .refine(isPublicHttpsUrl, 'is not a URL at a public host name')
  .meta({ format: 'uri', example: 'https://example.com/costa-rica.jpg' });
