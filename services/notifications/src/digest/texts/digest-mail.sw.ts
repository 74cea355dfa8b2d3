import type { DigestMailTexts } from './digest-mail.texts';

export const sw: DigestMailTexts = {
  greeting: 'Habari {name},',
  signature: 'Timu ya Tribe',
  note: 'Unapokea barua hii kwa sababu umewasha barua pepe kutoka Tribe.',
  optOut: 'Zima barua pepe kutoka Tribe',
  verifications: {
    subject: 'Wenzako wanasubiri uthibitisho wako',
    preview: 'Kuangalia mara moja kunatosha kuthibitisha.',
    one: 'Una jambo 1 kutoka kwa {partner} linalosubiri uthibitisho wako.',
    several: 'Una mambo {count} kutoka kwa {partner} yanayosubiri uthibitisho wako.',
    button: 'Tazama',
  },
  summary: {
    subject: 'Siku yako kwenye Tribe',
    preview: 'Yale ambayo marafiki na wenzako wamefanya tangu jana.',
    one: 'Una arifa 1 ambayo hujasoma ya saa 24 zilizopita:',
    several: 'Una arifa {count} ambazo hujasoma za saa 24 zilizopita. Za karibuni:',
    button: 'Tazama arifa zote',
  },
  firstGoal: {
    subject: 'Unataka kufikia nini?',
    preview: 'Lengo lako la kwanza linachukua dakika moja.',
    paragraphs: [
      'Hongera, akaunti yako iko tayari. Hatua inayofuata ndiyo muhimu: lengo lako la kwanza.',
      'Watu wanaoandika lengo na kulishiriki na wengine hulifikia mara nyingi zaidi. Anza na dogo: weka akiba ya safari, soma kila jioni, kimbia mara mbili kwa wiki. Unaweza kualika marafiki wakati wowote.',
    ],
    button: 'Unda lengo lako la kwanza',
  },
};
