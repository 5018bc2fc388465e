/* The notes of the page: measured and placed, opened by pointer and key, filtered.  Without script
   every note stands after its passage; this only places, opens and filters what is there. */
(function () {
  "use strict";
  if (typeof ResizeObserver === "undefined") return;
  var root = document.documentElement;
  root.classList.add("js");

  var placing = window.editionPlacing;
  var store = window.editionStore;
  var load = window.editionLoading.load;
  var ask = window.editionLoading.ask;
  var wide = matchMedia("(min-width:68em)");
  var ELLIPSIS = 18; // pixels that a line leaves for one
  var HEAD = 64; // pixels at the top of the window that the running head may cover
  var article = null;
  var notes = [];
  var current = null; // the note that is open by choice
  var frame = 0;
  var isMeasured = false;
  var isSought = false; // the open note was come to by key or address: it is to be in sight

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* ---- the notes of the page ---- */

  function collect() {
    var quotes = {};
    all(".q").forEach(function (q) {
      (quotes[q.dataset.n] = quotes[q.dataset.n] || []).push(q);
    });
    notes = all("div.note").map(function (el, index) {
      var key = el.id.slice("note-".length);
      var ref = document.getElementById("ref-" + key);
      el.tabIndex = -1;
      return {
        index: index,
        key: key,
        el: el,
        ref: ref,
        parts: (quotes[key] || []).concat([ref, el]), // all of it that can be seen
        off: false,
        sizes: [], // its height at each level
        height: 0, // at the level it has
        keep: null,
        top: 0,
      };
    });
  }
  function noteOf(target) {
    var el = target.closest && target.closest("div.note,.ref,.q");
    if (!el) return null;
    var key = el.dataset.n || el.id.replace(/^(note|ref)-/, "");
    return notes.filter(function (note) { return note.key === key; })[0] || null;
  }

  /* The notes that no filter takes away. */
  function shown() {
    return notes.filter(function (note) { return !note.off; });
  }

  /* ---- placing in the margin: one layout read, one write ---- */

  function measure() {
    notes.forEach(function (note) { note.el.classList.remove("short", "line"); });
    var live = shown();
    var line = live.length && Math.ceil(parseFloat(getComputedStyle(live[0].el).lineHeight)) + 2;
    live.forEach(function (note) {
      var box = note.el.getBoundingClientRect();
      var lines = note.el.querySelector(".first").getClientRects();
      var last = lines[lines.length - 1];
      var first = Math.ceil(last.bottom - box.top) + 2;
      note.isFull = last.right > box.right - ELLIPSIS;
      note.sizes = [box.height, Math.min(box.height, first), Math.min(box.height, first, line)];
    });
    // only now: a write between two readings would lay the page out again for each note
    live.forEach(function (note) {
      note.el.style.setProperty("--h", note.sizes[placing.SHORT] + "px");
      note.el.classList.toggle("full", note.isFull);
    });
    isMeasured = true;
  }
  /* What `placing` is told of a note. */
  function told(note) {
    var isChosen = note === current;
    return { y: note.y, sizes: note.sizes, isChosen: isChosen, keep: isChosen ? note.keep : null };
  }
  function place() {
    frame = 0;
    if (!article || !notes.length) return;
    if (!wide.matches) return clearMargin();
    if (!isMeasured) measure();
    var base = article.getBoundingClientRect().top;
    var live = shown();
    live.forEach(function (note) { note.y = note.ref.getClientRects()[0].top - base - 4; });
    var bottom = 0;
    placing.places(live.map(told)).forEach(function (place, index) {
      var note = live[index];
      note.top = place.top;
      note.el.style.translate = "0 " + Math.round(place.top) + "px";
      note.el.classList.toggle("short", place.level > placing.OPEN);
      note.el.classList.toggle("line", place.level === placing.LINE);
      note.height = note.sizes[place.level];
      bottom = place.top + note.height;
    });
    article.style.minHeight = live.length ? Math.ceil(bottom) + "px" : "";
    article.classList.add("placed");
    if (isSought && current) reveal(current);
    isSought = false;
  }
  /* Scroll a note of the margin into the window, or the link in it that has the focus; from where
     it is put, since it may be on its way there. */
  function reveal(note) {
    var active = note.el.contains(document.activeElement) ? document.activeElement : note.el;
    var box = active.getBoundingClientRect();
    var top = article.getBoundingClientRect().top + note.top + box.top - note.el.getBoundingClientRect().top;
    var below = top + box.height + 16 - innerHeight;
    if (top < HEAD) scrollBy(0, top - HEAD);
    else if (below > 0) scrollBy(0, Math.min(below, top - HEAD));
  }
  function clearMargin() {
    notes.forEach(function (note) {
      note.el.style.translate = "";
      note.el.classList.remove("short", "line");
    });
    article.style.minHeight = "";
  }
  function placeLater() {
    if (!frame) frame = requestAnimationFrame(place);
  }

  /* ---- opening ---- */

  function light(note, on) {
    note.parts.forEach(function (el) { el.classList.toggle("lit", on); });
  }
  /* Where a note stays when it opens under the pointer: its top, or, far below its line, its foot,
     or a margin gone through from note to note would creep down. */
  function kept(note) {
    var isNear = note.top - note.y < 2 * placing.DRIFT;
    return isNear ? note.top : Math.max(note.y, note.top + note.height - note.sizes[placing.OPEN]);
  }
  function show(note, stays) {
    if (current === note) return;
    if (current) light(current, false);
    current = note;
    if (note) {
      note.keep = stays ? kept(note) : null;
      light(note, true);
    }
    notes.forEach(function (other) { other.el.classList.toggle("up", other === note); });
    if (!wide.matches) return;
    if (article.classList.contains("placed")) article.classList.add("moved");
    placeLater();
  }
  /* On a small screen the line one reads stays above the note. */
  function clear(note) {
    if (wide.matches) return;
    var ref = note.ref.getBoundingClientRect();
    var top = note.el.getBoundingClientRect().top;
    if (ref.bottom > top - 8) scrollBy(0, ref.bottom - top + 24);
    else if (ref.top < 60) scrollBy(0, ref.top - 100);
  }
  function goTo(note) {
    show(note, false);
    seek();
    note.ref.focus({ preventScroll: true });
    note.ref.scrollIntoView({ block: "center" });
    clear(note);
  }
  function seek() {
    isSought = true;
    if (wide.matches) placeLater();
  }
  function leave() {
    var ref = current && current.ref;
    show(null);
    if (ref) ref.focus({ preventScroll: true });
  }

  function onClick(event) {
    if (event.target.closest(".running li a")) event.target.closest("details").open = false;
    var cited = event.target.closest(".pn,.cite-it");
    if (cited && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      return ask("cite", cited);
    }
    if (event.target.closest(".add-note")) {
      event.preventDefault();
      var chosen = getSelection().isCollapsed ? null : getSelection().getRangeAt(0);
      return ask("note", chosen);
    }
    var note = noteOf(event.target);
    if (!note) {
      if (!wide.matches && current && !event.target.closest("a,label,summary,input,button")) show(null);
      return;
    }
    if (event.target.closest(".ref")) {
      event.preventDefault();
      if (current === note && !wide.matches) return show(null);
      show(note);
      history.replaceState(null, "", "#note-" + note.key);
      note.el.focus({ preventScroll: true });
      if (event.detail === 0) seek(); // by key: a pointer is not moved away from what it points at
      clear(note);
    } else if (event.target.closest(".back")) {
      event.preventDefault();
      note.ref.focus({ preventScroll: wide.matches });
      if (!wide.matches) show(null);
    } else if (!event.target.closest("a")) {
      show(note, !!event.target.closest("div.note"));
      clear(note);
    }
  }
  var hovering = 0;
  function onPointer(event) {
    clearTimeout(hovering);
    var note = noteOf(event.target);
    notes.forEach(function (other) {
      if (other !== note && other !== current) light(other, false);
    });
    if (!note || note === current) return;
    light(note, true);
    if (wide.matches && event.target.closest("div.note")) {
      hovering = setTimeout(function () { show(note, true); }, 350);
    }
  }

  /* ---- keys ---- */

  function step(by) {
    var live = shown();
    var at = current ? live.indexOf(current) + by : live.findIndex(function (note) {
      return note.ref.getBoundingClientRect().top > 80;
    });
    if (live[at]) goTo(live[at]);
  }
  function onKey(event) {
    var field = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "radio";
    if (event.ctrlKey || event.metaKey || event.altKey || field) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && current) return leave();
    if (event.key.length === 1 && store("keys") === "off") return;
    if (event.key === "?") ask("keys");
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "s") toggleState();
  }
  function toggleState() {
    var other = document.querySelector('input[name="state"]:not(:checked)');
    if (other) other.click();
  }

  /* ---- filter and state ---- */

  /* The filter is loaded when it is opened, or when the address has one (`?types=error,gloss`). */
  function filters() {
    load("filter.js", function () { window.editionFilter(notes, relaid); });
  }
  function relaid() {
    isMeasured = false;
    placeLater();
  }
  /* The observer tells the first size, once the stylesheet is there and before anything is painted,
     and then every new width and height. */
  var width = 0;
  function resized(entries) {
    var now = entries[0].contentRect.width;
    if (!width) {
      place();
      address();
    } else if (width !== now) relaid();
    else placeLater();
    width = now;
  }
  function onChange(event) {
    if (event.target.name !== "state") return;
    store("state", event.target.value);
    load("previews.js"); // in the source state an emendation can be asked what it is
    placeLater();
  }
  function restore() {
    var state = store("state");
    var radio = state && document.getElementById("st-" + state);
    if (radio) radio.checked = true;
    if (state === "s") load("previews.js");
    all(".filter").forEach(function (el) {
      el.addEventListener("toggle", filters, { once: true });
      if (location.search) filters();
    });
  }

  /* Where one is: loaded at the first scrolling, or where a place has been kept. */
  function follow() {
    removeEventListener("scroll", follow);
    load("running.js", function () { window.editionRunning(article.dataset.text, store); });
  }
  function address() {
    var key = location.hash.replace(/^#(note|ref)-/, "");
    var note = key !== location.hash && notes.filter(function (n) { return n.key === key; })[0];
    if (!note) return;
    if (note.off) unhide(note);
    show(note, false);
    article.classList.remove("moved"); // there is nothing to follow with the eye
    place();
    // the browser's own jump to the note comes after this: wait for it
    requestAnimationFrame(function () {
      note.ref.scrollIntoView({ block: "center" });
      clear(note);
      if (wide.matches) reveal(note);
    });
  }
  /* A note that is asked for by its address is there, whatever the filter says. */
  function unhide(note) {
    note.off = false;
    note.parts.forEach(function (el) { el.classList.remove("off"); });
    isMeasured = false;
  }

  document.addEventListener("DOMContentLoaded", function () {
    article = document.querySelector("article");
    collect();
    restore();
    all(".keys-open").forEach(function (button) {
      button.addEventListener("click", function () { ask("keys"); });
    });
    if (document.querySelector(".running")) {
      addEventListener("scroll", follow, { passive: true });
      if (store("at-" + article.dataset.text)) follow();
    }
    wide.addEventListener("change", function () { isMeasured = false; place(); });
    new ResizeObserver(resized).observe(document.querySelector("main"));
    // `fonts.ready` may be kept before a font that is wanted late has begun to load
    if (document.fonts) document.fonts.addEventListener("loadingdone", relaid);
  });
  addEventListener("click", onClick);
  addEventListener("mouseover", onPointer);
  addEventListener("keydown", onKey);
  addEventListener("change", onChange);
  addEventListener("hashchange", function () {
    if (!location.hash) show(null); // the way back to before the note
    address();
  });
  addEventListener("focusin", function (event) {
    var note = noteOf(event.target);
    if (wide.matches) {
      if (!note) return;
      show(note, false);
      if (event.target.matches(":focus-visible")) seek();
    } else if (current && note !== current && event.target.closest("div.passage")) {
      show(null); // or it would cover what has the focus
    }
  });
  addEventListener("selectstart", function (event) {
    var el = event.target.nodeType === 3 ? event.target.parentElement : event.target;
    if (!article || !el.closest) return;
    var inNote = !!el.closest("div.note");
    article.classList.toggle("from-note", inNote);
    article.classList.toggle("from-text", !inNote);
  });
  /* A browser that finds words in a closed note scrolls its box: open it. */
  document.addEventListener("scroll", function (event) {
    var note = event.target.closest && noteOf(event.target);
    if (note && note.el.classList.contains("short")) show(note, true);
  }, true);
  window.editionLoading.watch();
})();
