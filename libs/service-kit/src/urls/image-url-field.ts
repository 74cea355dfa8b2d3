import { z } from 'zod';
import { withRules } from '../openapi/documented-rule';
import { httpsPattern, isPublicHttpsUrl, publicUrlPattern } from './public-url.rules';

/** The URL of an image in the body of a request, which the clients of other users load. */
export const imageUrlField = withRules(
  z.string().max(2048).regex(httpsPattern, 'is not an https URL'),
  {
    message: 'is not a URL at a public host name',
    holds: isPublicHttpsUrl,
    keywords: { format: 'uri', pattern: publicUrlPattern.source },
  },
).meta({ example: 'https://example.com/costa-rica.jpg' });
