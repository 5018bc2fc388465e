/* The filter by type and certainty, loaded by edition.js on use.
   What is shown stands in the address: `?types=error,gloss&certainty=high`. */
(function () {
  "use strict";
  var PARAMETERS = { type: "types", certainty: "certainty" };
  var kinds = Object.keys(PARAMETERS);
  var notes = [];
  var changed = null;

  function boxes(kind) {
    return Array.prototype.slice.call(document.querySelectorAll('[data-filter="' + kind + '"]'));
  }
  /* Tick the boxes as the address says; a part of which it names no box shows all. */
  function read() {
    kinds.forEach(function (kind) {
      var wanted = new RegExp("[?&]" + PARAMETERS[kind] + "=([a-z,]*)").exec(location.search);
      if (!wanted) return;
      var values = wanted[1].split(",");
      var named = boxes(kind).filter(function (box) { return values.indexOf(box.value) >= 0; });
      if (!named.length && wanted[1]) return;
      boxes(kind).forEach(function (box) { box.checked = named.indexOf(box) >= 0; });
    });
  }
  function apply() {
    var on = {};
    var query = [];
    kinds.forEach(function (kind) {
      var ticked = boxes(kind).filter(function (box) { return box.checked; });
      on[kind] = ticked.map(function (box) { return box.value; });
      if (ticked.length < boxes(kind).length) query.push(PARAMETERS[kind] + "=" + on[kind].join(","));
    });
    var shown = 0;
    notes.forEach(function (note) {
      var data = note.el.dataset;
      var isAsked = location.hash.replace(/^#(note|ref)-/, "") === note.key; // by its address
      note.off = !isAsked && (on.type.indexOf(data.t) < 0 || on.certainty.indexOf(data.c) < 0);
      if (!note.off) shown += 1;
      note.parts.forEach(function (el) { el.classList.toggle("off", note.off); });
    });
    var label = document.querySelector(".filter .shown");
    label.textContent = shown < notes.length ? shown + " of " : "";
    changed();
    return query.length ? "?" + query.join("&") : "";
  }

  window.editionFilter = function (all, relaid) {
    if (changed) return;
    notes = all;
    changed = relaid;
    read();
    if (location.search) apply();
    addEventListener("change", function (event) {
      if (!event.target.matches("[data-filter]")) return;
      history.replaceState(null, "", location.pathname + apply() + location.hash);
    });
  };
})();
