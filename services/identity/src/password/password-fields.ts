import { opaqueField } from '@tribe/service-kit';

/** A password to check. */
export const passwordField = opaqueField(128).min(1).meta({ example: 'Kigali by early bus' });

/** A password to set. */
export const newPasswordField = opaqueField(128).min(8).meta({ example: 'Nairobi by night train' });

/** The new password again, typed a second time. */
export const confirmationField = opaqueField(128).meta({ example: 'Nairobi by night train' });
