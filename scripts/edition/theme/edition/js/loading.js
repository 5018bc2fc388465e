/* The scripts that are loaded on use: what most readers of a page never do costs them nothing. */
(function () {
  "use strict";
  var store = window.editionStore;
  var here = document.currentScript.src;
  var scripts = {};
  /* Load a script that stands beside this one, once, and go on when it is there. */
  function load(name, go) {
    if (!scripts[name]) {
      scripts[name] = document.createElement("script");
      scripts[name].src = here.replace(/edition\.js.*$/, name);
      document.head.appendChild(scripts[name]);
    }
    if (!go) return;
    if (scripts[name].isThere) go();
    else scripts[name].addEventListener("load", function () {
      scripts[name].isThere = true;
      go();
    });
  }
  function loadAll(names, go) {
    if (!names.length) return go();
    load(names[0], function () { loadAll(names.slice(1), go); });
  }
  var NOTE = ["quotes.js", "selecting.js", "note-file.js", "note-form.js", "dialogs.js", "add-note.js"];
  /* One of the dialogs: `keys`, `cite` a passage or a note, or a new `note` on something. */
  function ask(what, about) {
    if (what === "note") loadAll(NOTE, function () { window.editionNote(about); });
    else load("dialogs.js", function () { window.editionDialogs[what](about, store, ask); });
  }
  /* Words that are selected can be given a note. */
  function onSelection() {
    var element = getSelection().anchorNode && getSelection().anchorNode.parentElement;
    if (getSelection().isCollapsed || !element || !element.closest("div.passage")) return;
    document.removeEventListener("selectionchange", onSelection);
    loadAll(["quotes.js", "selecting.js"], function () { window.editionSelecting.follow(ask); });
  }
  function loadPreviews(event) {
    if (!HTMLElement.prototype.showPopover) return;
    var isTouch = event.pointerType === "touch";
    var wanted = isTouch ? "main .iv[tabindex]" : "main a[href*='#'],main .iv[tabindex]";
    if (!event.target.closest || !event.target.closest(wanted)) return;
    removeEventListener("pointerover", loadPreviews);
    removeEventListener("focusin", loadPreviews);
    load("previews.js");
  }
  function watch() {
    document.addEventListener("selectionchange", onSelection);
    addEventListener("pointerover", loadPreviews);
    addEventListener("focusin", loadPreviews);
  }
  window.editionLoading = { load: load, ask: ask, watch: watch };
})();
