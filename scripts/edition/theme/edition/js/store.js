/* What a reader's browser keeps of the edition: the state shown, the place last read. */
(function () {
  "use strict";
  /* The value of a key, or null; with a value, keep that. */
  function store(key, value) {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
    } catch (error) {
      /* from disk, or switched off: nothing is kept */
    }
    return null;
  }
  window.editionStore = store;
})();
