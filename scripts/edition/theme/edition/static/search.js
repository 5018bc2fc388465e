/* The search page: an index built in the browser from one script of documents, so that it works
   from disk, too.  Forgiving of accents and small slips. */
(function () {
  "use strict";
  var data = window.editionSearch;
  var field = document.getElementById("q");
  var text = document.getElementById("in-text");
  var kind = document.getElementById("of-kind");
  var found = document.getElementById("found");
  var results = document.getElementById("results");
  var SHOWN = 60;
  var AROUND = 90; // characters shown before the first hit

  function folded(term) {
    return term.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/ı/g, "i").replace(/ł/g, "l").replace(/[’']s$/, "").replace(/[’']/g, "");
  }
  var index = new MiniSearch({
    fields: ["label", "words"],
    idField: "id",
    processTerm: function (term) { return folded(term) || null; },
    searchOptions: {
      prefix: function (term) { return term.length > 2; },
      fuzzy: function (term) { return term.length > 4 ? 0.2 : 0; },
      combineWith: "AND",
      boost: { label: 2 },
    },
  });
  var entries = data.entries;
  index.addAll(entries.map(function (entry, id) {
    return { id: id, label: entry.label, words: entry.words };
  }));

  function excerpt(words, terms) {
    var plain = folded(words);
    var at = plain.length === words.length
      ? Math.min.apply(null, terms.map(function (t) { return plain.indexOf(t); }).filter(function (n) { return n >= 0; }).concat(Infinity))
      : Infinity;
    var start = at === Infinity || at < AROUND ? 0 : words.lastIndexOf(" ", at - AROUND) + 1;
    var cut = words.slice(start, start + 260);
    return (start ? "… " : "") + cut + (start + 260 < words.length ? " …" : "");
  }
  function item(hit) {
    var entry = entries[hit.id];
    var li = document.createElement("li");
    var link = document.createElement("a");
    link.href = entry.address;
    link.textContent = entry.label;
    var told = document.createElement("span");
    told.className = "kind";
    told.textContent = " " + (entry.type || entry.kind);
    var words = document.createElement("p");
    words.textContent = excerpt(entry.words, hit.terms);
    li.append(link, told, words);
    return li;
  }
  function search() {
    var query = field.value.trim();
    var hits = query ? index.search(query, {
      filter: function (hit) {
        var entry = entries[hit.id];
        return (!text.value || entry.text === text.value) && (!kind.value || entry.kind === kind.value);
      },
    }) : [];
    found.textContent = !query ? "" : hits.length === 1 ? "1 place" : hits.length + " places";
    if (hits.length > SHOWN) found.textContent += ", of which the first " + SHOWN + " are shown";
    results.replaceChildren.apply(results, hits.slice(0, SHOWN).map(item));
    var told = [["q", query], ["in", text.value], ["of", kind.value]].filter(function (part) { return part[1]; });
    var address = told.length ? "?" + new URLSearchParams(told) : "";
    history.replaceState(null, "", location.pathname + address);
  }

  var asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  text.value = asked.get("in") || "";
  kind.value = asked.get("of") || "";
  if (text.selectedIndex < 0) text.value = ""; // an address from elsewhere
  if (kind.selectedIndex < 0) kind.value = "";
  addEventListener("pageshow", search); // a browser may fill the fields again by itself
  [field, text, kind].forEach(function (el) { el.addEventListener("input", search); });
  field.form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  search();
  field.focus();
})();
