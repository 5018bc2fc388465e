/* Small dialogs, loaded by edition.js on use: the keys, and how a passage or a note is cited. */
(function () {
  "use strict";

  function make(name, html) {
    var element = document.createElement(name);
    element.innerHTML = html;
    document.body.appendChild(element);
    return element;
  }

  /* ---- the keys ---- */

  var KEYS = [
    ["n</kbd> <kbd>p", "next and previous note"],
    ["s", "reading text or source text"],
    ["Esc", "back to the text"],
    ["?", "this list"],
  ];
  var keysDialog = null;
  function keys(_about, store) {
    if (!keysDialog) {
      var rows = KEYS.map(function (row) {
        return "<dt><kbd>" + row[0] + "</kbd></dt><dd>" + row[1] + "</dd>";
      });
      keysDialog = make(
        "dialog",
        '<form method="dialog"><h2 id="keys-title">Keys</h2><dl>' + rows.join("") + "</dl>" +
          '<p><label><input type="checkbox" id="keys-off"> switch single-letter keys off</label></p>' +
          "<p><button>Close</button></p></form>"
      );
      keysDialog.id = "keys";
      keysDialog.setAttribute("aria-labelledby", "keys-title");
      var off = keysDialog.querySelector("#keys-off");
      off.checked = store("keys") === "off";
      off.addEventListener("change", function () { store("keys", off.checked ? "off" : "on"); });
    }
    keysDialog.showModal();
  }

  /* ---- citing a passage or a note ---- */

  var citeDialog = null;
  /* The page's own address without a state: the canonical one, where the edition has a home. */
  function address(anchor) {
    var canonical = document.querySelector("link[rel=canonical]");
    return (canonical ? canonical.href : location.href.replace(/[?#].*$/, "")) + "#" + anchor;
  }
  /* "exile 12", or "note exile/war-commissar on exile 12". */
  function placeOf(link, anchor, slug) {
    var passage = link.closest("div.passage").querySelector(".pn").hash.slice(1 + slug.length + 1);
    var place = slug + " " + passage;
    if (!/^note-/.test(anchor)) return place;
    return "note " + slug + "/" + anchor.slice("note-".length + slug.length + 1) + " on " + place;
  }
  function cite(link, _store, ask) {
    var article = link.closest("article");
    var anchor = link.hash.slice(1);
    var place = placeOf(link, anchor, article.dataset.text);
    var url = address(anchor);
    // a file on the reader's own disk is no address to cite
    var words = article.dataset.cite.replace("{place}", place);
    words = words.replace(/, \{address\}/, /^file:/.test(url) ? "" : ", " + url);
    if (!citeDialog) {
      citeDialog = make(
        "dialog",
        '<form method="dialog"><h2 id="cite-title"></h2><p class="cited"></p>' +
          '<p><button type="button" value="words">Copy citation</button> ' +
          '<button type="button" value="address">Copy address</button> ' +
          '<button type="button" value="note">Add a note</button> <button>Close</button></p>' +
          '<p role="status"></p></form>'
      );
      citeDialog.setAttribute("aria-labelledby", "cite-title");
      citeDialog.addEventListener("click", function (event) {
        if (event.target === citeDialog) return citeDialog.close(); // its backdrop
        if (event.target.value === "note") {
          citeDialog.close();
          return ask("note", citeDialog.passage);
        }
        var told = event.target.value && citeDialog.dataset[event.target.value];
        if (told) copy(told, citeDialog.querySelector("[role=status]"));
      });
    }
    citeDialog.passage = link.closest("div.passage");
    citeDialog.dataset.words = words;
    citeDialog.dataset.address = url;
    citeDialog.querySelector("h2").textContent = "Cite " + place;
    citeDialog.querySelector(".cited").textContent = words;
    citeDialog.querySelector("[role=status]").textContent = "";
    history.replaceState(null, "", location.search + "#" + anchor);
    citeDialog.showModal();
  }
  /* Put words on the clipboard and say so; where a browser does not allow it, say that. */
  function copy(words, status, message) {
    function said() { status.textContent = message || "Copied."; }
    function failed() { status.textContent = "Not copied: this browser does not allow it here."; }
    if (navigator.clipboard) navigator.clipboard.writeText(words).then(said, failed);
    else failed();
  }

  window.editionDialogs = { keys: keys, cite: cite, copy: copy };
})();
