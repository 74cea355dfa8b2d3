import fc from 'fast-check';
import { searchTerms, wordPattern } from './search-terms.rules';

test.each([
  ['Brian', ['brian']],
  ['  okuku   BRIAN ', ['okuku', 'brian']],
  ['Éloïse', ['eloise']],
  ['brian_okuku', ['brian', 'okuku']],
  ['Jørgen Łukasz', ['jorgen', 'lukasz']],
  ['Иван', ['иван']],
  ['李 小龙', ['小龙', '李']],
  ['a.b', ['a', 'b']],
  ['武〇天', ['武', '天']],
  ['Ⅷ x² ٣', ['viii', 'x2', '٣']],
  ['राम शर्मा', ['शर्मा', 'राम']],
  ['প্রিয়া', ['প্রিয়া'.normalize('NFKD')]],
  ['パパ', ['パパ'.normalize('NFKD')]],
  ['パパ'.normalize('NFKD'), ['パパ'.normalize('NFKD')]],
  ['مُحَمَّد', ['محمد']],
  ['أحمد', ['احمد']],
  ['שָׁלוֹם', ['שלום']],
  ['สุดา', ['สุดา']],
  ['Nguyễn', ['nguyen']],
  ['İbrahim ıŞIL', ['ibrahim', 'isil']],
  ['Strauß', ['straus']],
  ['रोम', ['रोम']],
  ['प्रिया सिंह', ['प्रिया', 'सिंह']],
  ['ప్రియ', ['ప్రియ']],
  ['\u0645\u08f5\u062d\u0619\u0645\u062f', ['محمد']],
  ['בן\u05beדוד', ['דוד', 'בן']],
  ['葛\u{e0100}城', ['葛城']],
  ['Ann \u2764\ufe0f Lee', ['ann', 'lee']],
  ['Abel \u1369', ['abel']],
  ['@@ -- %', []],
  ['', []],
])('turns %j into the terms %j', (query, terms) => {
  expect(searchTerms(query)).toEqual(terms);
});

test('makes at most five terms of any text, none with a wildcard of LIKE', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (query) => {
      const terms = searchTerms(query);
      expect(terms.length).toBeLessThanOrEqual(5);
      for (const term of terms) expect(wordPattern(term).slice(2, -1)).not.toMatch(/[%_\\\s]/);
    }),
  );
});
