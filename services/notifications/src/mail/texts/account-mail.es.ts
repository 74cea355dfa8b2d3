import type { AccountMailTexts } from './account-mail.texts';

export const es: AccountMailTexts = {
  greeting: 'Hola, {name}:',
  signature: 'El equipo de Tribe',
  verifyEmail: {
    subject: 'Confirma tu dirección de correo',
    preview: 'Un toque y tu cuenta está completa.',
    paragraphs: [
      'Te damos la bienvenida a Tribe, donde las metas se alcanzan en grupo.',
      'Confirma que {address} es tu dirección, para que siempre puedas volver a tu cuenta.',
    ],
    button: 'Confirmar mi dirección',
    expiry: 'El enlace funciona hasta el {time}.',
    note: 'Recibes este mensaje porque alguien dio esta dirección a Tribe. Si no fuiste tú, no tienes que hacer nada.',
  },
  moveAddress: {
    subject: 'Confirma la nueva dirección de una cuenta',
    preview: 'Solo puede confirmarla quien usa la cuenta.',
    paragraphs: [
      'Para la cuenta de Tribe {account} se pidió usar {address}.',
      'Si es tu cuenta, confirma la dirección donde tengas la sesión abierta, o con su contraseña.',
    ],
    button: 'Confirmar la nueva dirección',
    expiry: 'El enlace funciona hasta el {time}.',
    note: 'Si no es tu cuenta, no sigas el enlace: así tu dirección queda fuera de ella.',
  },
  resetPassword: {
    subject: 'Elige una contraseña nueva',
    preview: 'El enlace funciona durante una hora.',
    paragraphs: ['Alguien pidió una contraseña nueva para tu cuenta. Si fuiste tú, elígela aquí:'],
    button: 'Elegir una contraseña',
    expiry: 'El enlace funciona una sola vez, hasta el {time}.',
    note: 'Si no la pediste, no tienes que hacer nada: tu contraseña sigue igual.',
  },
  passwordChanged: {
    subject: 'Tu contraseña ha cambiado',
    preview: 'Se ha cerrado la sesión en tus otros dispositivos.',
    paragraphs: [
      'La contraseña de tu cuenta se cambió el {time}. Se ha cerrado la sesión en todos tus otros dispositivos.',
    ],
    note: 'Si no fuiste tú, elige enseguida otra contraseña con «He olvidado mi contraseña» en la aplicación.',
    otherMethods:
      'Estas formas de entrar siguen funcionando: {methods}. Quita las que no conozcas.',
    methods: {
      passkey: 'una llave de acceso',
      google: 'una cuenta de Google',
      apple: 'una cuenta de Apple',
    },
  },
  emailChanged: {
    subject: 'Tu cuenta cambia de dirección',
    preview: 'Si fuiste tú, todo está bien.',
    paragraphs: [
      'El {time}, alguien con la sesión abierta en tu cuenta pidió usar otra dirección de correo.',
    ],
    note: 'Si no fuiste tú, cambia enseguida tu contraseña. Esta dirección sigue siendo tuya hasta que se confirme la otra.',
  },
  accountDeletion: {
    subject: 'Tu cuenta está cerrada',
    preview: 'Tienes 30 días para cambiar de idea.',
    paragraphs: [
      'Tu cuenta está cerrada y nadie te ve ya en Tribe. Todo lo tuyo se borrará el {time}.',
      'Hasta entonces puedes recuperarla, con todo lo que contiene:',
    ],
    button: 'Conservar mi cuenta',
    expiry: 'El enlace funciona hasta el {time}.',
    note: 'Si no fuiste tú quien cerró la cuenta, recupérala y elige una contraseña nueva.',
  },
  dataExport: {
    subject: 'Tus datos están listos',
    preview: 'Todo lo que Tribe guarda sobre ti, en un solo archivo.',
    paragraphs: [
      'Pediste todo lo que Tribe guarda sobre ti. Está en un solo archivo JSON, un formato que leen los programas y las personas:',
    ],
    button: 'Descargar mis datos',
    expiry:
      'El enlace funciona hasta el {time}. Quien lo tenga puede leer el archivo, así que no lo compartas.',
    note: 'Si no lo pediste, cambia enseguida tu contraseña.',
  },
  loginChanged: {
    subject: 'Ha cambiado tu forma de iniciar sesión',
    preview: 'Si fuiste tú, todo está bien.',
    paragraphs: ['El {time} cambió la forma de iniciar sesión en tu cuenta:'],
    note: 'Si no fuiste tú, elige enseguida otra contraseña con «He olvidado mi contraseña» en la aplicación, lo que cierra la sesión en todos los dispositivos, y revisa las formas de entrar en tu cuenta.',
    changes: {
      secondFactorAdded:
        'Se añadió una aplicación de autenticación. Ahora se pide un código de ella al iniciar sesión.',
      secondFactorRemoved:
        'Se quitó la aplicación de autenticación. Ya no se pide ningún código al iniciar sesión.',
      recoveryCodesRenewed:
        'Se crearon códigos de recuperación nuevos. Los anteriores ya no sirven.',
      passkeyAdded: 'Se añadió una llave de acceso.',
      passkeyRemoved: 'Se quitó una llave de acceso.',
      googleLinked: 'Se conectó una cuenta de Google, que ahora puede iniciar sesión.',
      googleUnlinked: 'Se desconectó la cuenta de Google, que ya no puede iniciar sesión.',
      appleLinked: 'Se conectó una cuenta de Apple, que ahora puede iniciar sesión.',
      appleUnlinked: 'Se desconectó la cuenta de Apple, que ya no puede iniciar sesión.',
    },
  },
  registrationAttempted: {
    subject: 'Ya tienes una cuenta',
    preview: 'Alguien intentó registrarse con tu dirección.',
    paragraphs: [
      'El {time}, alguien intentó abrir una cuenta de Tribe con {address}, que ya tiene una.',
      'Si fuiste tú, entra con esta dirección. «He olvidado mi contraseña» en la aplicación pone una nueva y cierra la sesión en todos los dispositivos.',
    ],
    note: 'Si no fuiste tú, no tienes que hacer nada: no ha cambiado nada.',
  },
};
