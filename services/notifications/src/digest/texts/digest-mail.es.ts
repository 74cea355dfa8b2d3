import type { DigestMailTexts } from './digest-mail.texts';

export const es: DigestMailTexts = {
  greeting: 'Hola, {name}:',
  signature: 'El equipo de Tribe',
  note: 'Recibes este correo porque has activado los correos de Tribe.',
  optOut: 'Desactivar los correos de Tribe',
  verifications: {
    subject: 'Tus compañeros esperan tu verificación',
    preview: 'Basta una mirada para verificar sus check-ins.',
    one: 'Hay 1 check-in de {partner} que espera tu verificación.',
    several: 'Hay {count} check-ins de {partner} que esperan tu verificación.',
    button: 'Ver los check-ins',
  },
  summary: {
    subject: 'Tu día en Tribe',
    preview: 'Lo que tus amigos y compañeros han hecho desde ayer.',
    one: 'Tienes 1 notificación sin leer de las últimas 24 horas:',
    several: 'Tienes {count} notificaciones sin leer de las últimas 24 horas. Las más recientes:',
    button: 'Ver todas las notificaciones',
  },
  firstGoal: {
    subject: '¿Qué quieres lograr?',
    preview: 'Tu primera meta te lleva un minuto.',
    paragraphs: [
      'Enhorabuena, tu cuenta está lista. Ahora viene el paso que cuenta: tu primera meta.',
      'Quien escribe una meta y la comparte la alcanza más a menudo. Empieza por algo pequeño: ahorrar para un viaje, leer cada noche, correr dos veces por semana. Puedes invitar a amigos cuando quieras.',
    ],
    button: 'Crear mi primera meta',
  },
};
