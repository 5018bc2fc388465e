/* The words of the page as the build reads them, and what a selection takes of them.
   Loaded by edition.js at the first selection, or when a note is to be added. */
(function () {
  "use strict";
  var LEFT_OUT = ".ref,.s"; // markers, and the source's words
  var offer = null;
  var range = null; // what was selected when the offer was made: pressing it may undo that
  var timer = 0;

  function blockOf(passage) {
    return passage.querySelector(":scope > :is(p,h1,h2,h3,h4,h5,h6)");
  }
  function isRead(node) {
    return !node.parentElement.closest(LEFT_OUT);
  }
  /* The text nodes of a passage that are read. */
  function nodesOf(passage) {
    var found = [];
    var walker = document.createTreeWalker(blockOf(passage), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (isRead(walker.currentNode)) found.push(walker.currentNode);
    return found;
  }
  function passages() {
    return Array.prototype.slice.call(document.querySelectorAll("div.passage"));
  }
  /* The reading text of the page: its passages, with one space between them. */
  function readingText() {
    return taken(function (node) { return node.data; });
  }
  /* The same of what `part` gives of each text node. */
  function taken(part) {
    var parts = passages().map(function (passage) {
      return nodesOf(passage).map(part).join("");
    });
    return window.editionQuotes.singleSpaced(parts.join(" "));
  }
  /* The selected words, widened to whole ones: { quote, at }, or null where none are read. */
  function selected(chosen) {
    var text = readingText();
    var words = taken(function (node) {
      if (!chosen.intersectsNode(node)) return "";
      var from = node === chosen.startContainer ? chosen.startOffset : 0;
      var to = node === chosen.endContainer ? chosen.endOffset : node.data.length;
      return node.data.slice(from, to);
    });
    if (!words) return null;
    var before = document.createRange();
    before.setStart(document.querySelector("article"), 0);
    before.setEnd(chosen.startContainer, chosen.startOffset);
    var lead = taken(function (node) {
      if (!before.intersectsNode(node)) return "";
      return node === before.endContainer ? node.data.slice(0, before.endOffset) : node.data;
    });
    var at = text.indexOf(words, lead.length);
    if (at < 0) return null;
    var end = at + words.length;
    while (window.editionQuotes.isInsideWord(text, at)) at -= 1;
    while (window.editionQuotes.isInsideWord(text, end)) end += 1;
    return { quote: text.slice(at, end), at: at };
  }
  /* The passage that holds an offset of the reading text. */
  function passageAt(at) {
    var end = -1;
    return passages().filter(function (passage) {
      var words = nodesOf(passage).map(function (node) { return node.data; }).join("");
      end += 1 + window.editionQuotes.singleSpaced(words).length;
      return at < end;
    })[0];
  }

  /* ---- the offer beside a selection ---- */

  function make(ask) {
    offer = document.createElement("button");
    offer.type = "button";
    offer.className = "offer";
    offer.textContent = "Add a note";
    document.body.appendChild(offer);
    offer.addEventListener("mousedown", function (event) { event.preventDefault(); });
    offer.addEventListener("click", function () {
      offer.hidden = true;
      ask("note", range);
    });
  }
  function update() {
    var selection = getSelection();
    var isOpen = !!document.querySelector("dialog[open]");
    var within = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
    if (isOpen || !within || !isInText(within)) {
      offer.hidden = true;
      return;
    }
    range = within.cloneRange();
    var box = Array.prototype.slice.call(within.getClientRects()).pop();
    offer.hidden = false;
    var left = Math.min(box.right, document.documentElement.clientWidth - offer.offsetWidth - 8);
    offer.style.left = Math.max(8, left) + scrollX + "px";
    offer.style.top = box.bottom + scrollY + 6 + "px";
  }
  function isInText(chosen) {
    var node = chosen.startContainer;
    var element = node.nodeType === 1 ? node : node.parentElement;
    return !!element.closest("div.passage") && !element.closest(".notes");
  }
  function follow(ask) {
    if (offer) return;
    make(ask);
    update();
    document.addEventListener("selectionchange", function () {
      clearTimeout(timer);
      timer = setTimeout(update, 200);
    });
  }

  window.editionSelecting = {
    follow: follow,
    readingText: readingText,
    selected: selected,
    passageAt: passageAt,
    blockOf: blockOf,
  };
})();
