import type { AccountMailTexts } from './account-mail.texts';

export const sw: AccountMailTexts = {
  greeting: 'Habari {name},',
  signature: 'Timu ya Tribe',
  verifyEmail: {
    subject: 'Thibitisha barua pepe yako',
    preview: 'Bonyeza mara moja, na akaunti yako iko tayari.',
    paragraphs: [
      'Karibu Tribe, mahali ambapo malengo hufikiwa pamoja.',
      'Tafadhali thibitisha kwamba {address} ni anwani yako, ili uweze kurudi kwenye akaunti yako wakati wowote.',
    ],
    button: 'Thibitisha anwani yangu',
    expiry: 'Kiungo kinafanya kazi hadi {time}.',
    note: 'Unapokea barua hii kwa sababu mtu aliipa Tribe anwani hii. Kama si wewe, huhitaji kufanya chochote.',
  },
  moveAddress: {
    subject: 'Thibitisha anwani mpya ya akaunti',
    preview: 'Ni mtumiaji wa akaunti tu anayeweza kuithibitisha.',
    paragraphs: [
      'Mtumiaji wa akaunti ya Tribe {account} anataka kutumia {address}.',
      'Kama ni wewe, thibitisha anwani pale ulipoingia kwenye akaunti hii, au kwa nenosiri lake.',
    ],
    button: 'Thibitisha anwani mpya',
    expiry: 'Kiungo kinafanya kazi hadi {time}.',
    note: 'Kama hii si akaunti yako, usifungue kiungo: anwani yako haitatumika.',
  },
  resetPassword: {
    subject: 'Weka nenosiri jipya',
    preview: 'Kiungo kinafanya kazi kwa saa moja.',
    paragraphs: ['Mtu ameomba nenosiri jipya la akaunti yako. Kama ni wewe, liweke hapa:'],
    button: 'Weka nenosiri jipya',
    expiry: 'Kiungo kinafanya kazi mara moja tu, hadi {time}.',
    note: 'Kama hukuomba, huhitaji kufanya chochote: nenosiri lako halibadiliki.',
  },
  passwordChanged: {
    subject: 'Nenosiri lako limebadilishwa',
    preview: 'Vifaa vyako vingine vyote vimeondolewa.',
    paragraphs: [
      'Nenosiri la akaunti yako lilibadilishwa {time}. Vifaa vyako vingine vyote vimeondolewa.',
    ],
    note: 'Kama si wewe, weka nenosiri jipya mara moja kwa “Umesahau nenosiri” kwenye programu.',
    otherMethods: 'Njia hizi za kuingia bado zinafanya kazi: {methods}. Ondoa usizozijua.',
    methods: {
      passkey: 'ufunguo wa siri (passkey)',
      google: 'akaunti ya Google',
      apple: 'akaunti ya Apple',
    },
  },
  emailChanged: {
    subject: 'Akaunti yako inahamia anwani nyingine',
    preview: 'Kama ni wewe, kila kitu kiko sawa.',
    paragraphs: [
      '{time} mtu aliyeingia kwenye akaunti yako alituomba tutumie barua pepe nyingine.',
    ],
    note: 'Kama si wewe, badilisha nenosiri lako mara moja. Anwani hii inabaki yako hadi nyingine ithibitishwe.',
  },
  accountDeletion: {
    subject: 'Akaunti yako imefungwa',
    preview: 'Una siku 30 za kubadilisha mawazo.',
    paragraphs: [
      'Akaunti yako imefungwa, na hakuna anayekuona tena kwenye Tribe. Kila kitu chako kitafutwa {time}.',
      'Hadi wakati huo unaweza kuirudisha, pamoja na vyote vilivyomo:',
    ],
    button: 'Rudisha akaunti yangu',
    expiry: 'Kiungo kinafanya kazi hadi {time}.',
    note: 'Kama si wewe uliyeifunga akaunti, irudishe na uweke nenosiri jipya.',
  },
  dataExport: {
    subject: 'Data yako iko tayari',
    preview: 'Kila kitu ambacho Tribe inahifadhi kukuhusu, katika faili moja.',
    paragraphs: [
      'Uliomba kila kitu ambacho Tribe inahifadhi kukuhusu. Kiko katika faili moja la JSON, muundo unaosomeka na programu na watu:',
    ],
    button: 'Pakua data yangu',
    expiry:
      'Kiungo kinafanya kazi hadi {time}. Yeyote aliye nacho anaweza kusoma faili, kwa hiyo usimpe mtu.',
    note: 'Kama hukuomba, badilisha nenosiri lako mara moja.',
  },
  loginChanged: {
    subject: 'Njia yako ya kuingia imebadilika',
    preview: 'Kama ni wewe, kila kitu kiko sawa.',
    paragraphs: ['{time} njia ya kuingia kwenye akaunti yako ilibadilika:'],
    note: 'Kama si wewe, weka nenosiri jipya mara moja kwa “Umesahau nenosiri” kwenye programu, jambo linaloondoa vifaa vyote, kisha kagua njia za kuingia kwenye akaunti yako.',
    changes: {
      secondFactorAdded:
        'Programu ya uthibitishaji imeongezwa. Sasa kuingia kunahitaji msimbo wake.',
      secondFactorRemoved: 'Programu ya uthibitishaji imeondolewa. Kuingia hakuhitaji msimbo tena.',
      recoveryCodesRenewed:
        'Misimbo mipya ya kurejesha akaunti imetengenezwa. Ya zamani haifanyi kazi tena.',
      passkeyAdded: 'Ufunguo wa siri (passkey) umeongezwa.',
      passkeyRemoved: 'Ufunguo wa siri (passkey) umeondolewa.',
      googleLinked: 'Akaunti ya Google imeunganishwa, na sasa inaweza kuingia.',
      googleUnlinked: 'Akaunti ya Google imetenganishwa, na haiwezi kuingia tena.',
      appleLinked: 'Akaunti ya Apple imeunganishwa, na sasa inaweza kuingia.',
      appleUnlinked: 'Akaunti ya Apple imetenganishwa, na haiwezi kuingia tena.',
    },
  },
  registrationAttempted: {
    subject: 'Tayari una akaunti',
    preview: 'Mtu alijaribu kujisajili kwa anwani yako.',
    paragraphs: [
      '{time} mtu alijaribu kufungua akaunti ya Tribe kwa {address}, ambayo tayari ina akaunti.',
      'Kama ni wewe, ingia kwa anwani hii. “Umesahau nenosiri” kwenye programu huweka nenosiri jipya na kuondoa vifaa vyote.',
    ],
    note: 'Kama si wewe, huhitaji kufanya chochote: hakuna kilichobadilika.',
  },
};
