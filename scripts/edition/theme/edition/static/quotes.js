/* Finding quotes by the rules of the build (quotes.py): tests/corpus/quotes.json holds both to it. */
(function () {
  "use strict";
  // Unicode's White_Space, spelt out as in words.py: \s has a set of its own
  var GAP =
    /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  var FOLDS = [
    [/[\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`]/g, "'"],
    [/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g, '"'],
    [/[\u2010-\u2015\u2212]/g, "-"],
  ];
  var WORDY_BEFORE = /[\p{L}\p{M}\p{N}]$/u;
  var WORDY_AFTER = /^[\p{L}\p{M}\p{N}]/u;

  function singleSpaced(string) {
    return string.replace(GAP, " ").replace(/^ | $/g, "");
  }
  /* Every shape of quote and dash made plain, one character to one: offsets stay. */
  function folded(text) {
    return FOLDS.reduce(function (done, fold) { return done.replace(fold[0], fold[1]); }, text);
  }
  function normalised(quote) {
    return folded(singleSpaced(quote.normalize("NFC").replace(/\u00ad/g, "")));
  }
  function isInsideWord(text, at) {
    if (at <= 0 || at >= text.length) return false;
    return WORDY_BEFORE.test(text.slice(Math.max(0, at - 2), at)) && WORDY_AFTER.test(text.slice(at, at + 2));
  }
  /* Offsets, in this language's units, at which the quote stands as whole words. */
  function find(text, quote) {
    var haystack = folded(text);
    var needle = normalised(quote);
    var found = [];
    var at = needle ? haystack.indexOf(needle) : -1;
    while (at >= 0) {
      var isCut = isInsideWord(haystack, at) || isInsideWord(haystack, at + needle.length);
      if (!isCut) found.push(at);
      at = haystack.indexOf(needle, isCut ? at + 1 : at + needle.length);
    }
    return found;
  }
  function standsCut(text, quote) {
    var needle = normalised(quote);
    return !!needle && folded(text).indexOf(needle) >= 0 && !find(text, quote).length;
  }

  window.editionQuotes = {
    singleSpaced: singleSpaced,
    normalised: normalised,
    isInsideWord: isInsideWord,
    find: find,
    standsCut: standsCut,
  };
})();
