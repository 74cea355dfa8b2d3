import { appealPageTexts } from './appeal-page.texts';
import { linkPageTexts } from './link-page.texts';

/** The script of the pages. It is not compiled, so it must use JavaScript that older browsers support. */
export const linkPageScript = `'use strict';
(function () {
  var texts = ${JSON.stringify(linkPageTexts)};
  var appeals = ${JSON.stringify(appealPageTexts)};
  var page = document.body.dataset.page;
  var fragment = new URLSearchParams(location.hash.slice(1));
  var token = fragment.get('token') || '';

  var languages = [fragment.get('lang')].concat(navigator.languages || []);
  var language = languages.map(function (tag) { return (tag || '').split('-')[0]; })
    .find(function (tag) { return texts[tag]; }) || 'en';
  var words = Object.assign({}, texts[language].common, page === 'appeal' ? appeals[language] : texts[language][page]);
  document.documentElement.lang = language;
  document.title = words.title + ' · Tribe';
  document.querySelectorAll('[data-text]').forEach(function (element) {
    element.textContent = words[element.dataset.text];
  });

  var form = document.getElementById('form');
  var message = document.getElementById('message');
  var button = form.querySelector('button');
  var current = document.getElementById('current-password');
  var password = document.getElementById('password');
  var text = document.getElementById('text');
  var confirmation = document.getElementById('confirmation');

  var paths = {
    'download-data': '/api/v1/settings/download-data/archive',
    'refuse-invitations': '/api/v1/partnerships/refuse-invitations',
    appeal: '/api/v1/moderation/appeals'
  };

  function say(text) { message.textContent = text; }
  function end(text) { form.hidden = true; say(text); }

  function save(blob) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = 'tribe-data.json';
    link.click();
    say(words.done);
  }

  function bodyOfRequest() {
    if (text) return { token: token, text: text.value };
    if (current && current.value) return { token: token, password: current.value };
    if (!password) return { token: token };
    return { token: token, new_password: password.value, confirm_password: confirmation.value };
  }

  function tell(problem) {
    if (problem.code === 'LINK_EXPIRED') return end(words.expired);
    if (problem.code === 'LINK_INVALID') return end(words.invalid);
    say(words[problem.code] || words.later);
  }

  function tellVerified(verified) {
    end(verified.new_password_required ? words.passwordMailed : words.done);
  }

  function send() {
    var request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(bodyOfRequest()) };
    return fetch(paths[page] || '/api/v1/auth/' + page, request).then(function (response) {
      if (response.ok && page === 'download-data') return response.blob().then(save);
      if (response.ok && page === 'verify-email') return response.json().then(tellVerified);
      if (response.ok) return end(words.done);
      return response.json().then(tell);
    });
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    button.disabled = true;
    say('');
    send().catch(function () { say(words.later); }).then(function () { button.disabled = false; });
  });

  if (!token) return end(words.invalid);
  if (!words.action) return end(words.intro);
  // Remove the token, because the URL may be copied and stays in the history.
  history.replaceState(null, '', location.pathname);
  say(words.intro);
  form.hidden = false;
  (current || password || text || button).focus();
})();
`;
