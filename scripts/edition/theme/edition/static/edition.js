/* The edition's one script on every page: classic, without dependencies, loaded before the
   stylesheet so that the page is never laid out twice.  Without it every note stands after its
   passage; the script only places, opens and filters what is there. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  if (typeof ResizeObserver === "undefined") return;

  var wide = matchMedia("(min-width:68em)");
  var GAP = 10; // pixels between notes
  var DRIFT = 130; // a note further below its line than this closes others
  // how far a note is closed: not at all, to its first sentence, to its first line
  var OPEN = 0;
  var SHORT = 1;
  var LINE = 2;
  var article = null;
  var notes = [];
  var current = null; // the note that is open by choice
  var frame = 0;
  var isMeasured = false;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }
  function store(key, value) {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
    } catch (error) {
      /* from disk, or switched off: nothing is kept */
    }
    return null;
  }

  /* ---- the notes of the page ---- */

  function collect() {
    var quotes = {};
    all(".q").forEach(function (q) {
      (quotes[q.dataset.n] = quotes[q.dataset.n] || []).push(q);
    });
    notes = all("div.note").map(function (el, index) {
      var key = el.id.slice("note-".length);
      el.tabIndex = -1;
      return {
        index: index,
        key: key,
        el: el,
        ref: document.getElementById("ref-" + key),
        quotes: quotes[key] || [],
        off: false,
        level: OPEN,
        sizes: [], // its height at each level
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

  /* ---- placing in the margin: one layout read, one write ---- */

  function measure() {
    notes.forEach(function (note) { note.el.classList.remove("short", "line"); });
    var live = notes.filter(function (note) { return !note.off; });
    var line = live.length && Math.ceil(parseFloat(getComputedStyle(live[0].el).lineHeight)) + 2;
    live.forEach(function (note) {
      var box = note.el.getBoundingClientRect();
      var lines = note.el.querySelector(".first").getClientRects();
      var first = Math.ceil(lines[lines.length - 1].bottom - box.top) + 2;
      note.sizes = [box.height, Math.min(box.height, first), Math.min(box.height, first, line)];
    });
    // only now: a write between two readings would lay the page out again for each note
    live.forEach(function (note) { note.el.style.setProperty("--h", note.sizes[SHORT] + "px"); });
    isMeasured = true;
  }
  function height(note) {
    return note.sizes[note.level];
  }
  /* Push notes down in order; the index of the first that drifts too far, or -1. */
  function pushDown(live, from) {
    var bottom = from ? live[from - 1].top + height(live[from - 1]) : -GAP;
    for (var i = from; i < live.length; i++) {
      var note = live[i];
      var wanted = note === current && note.keep !== null ? note.keep : note.y;
      note.top = Math.max(wanted, bottom + GAP);
      bottom = note.top + height(note);
      if (note.top - note.y > DRIFT && !note.given) return i;
    }
    return -1;
  }
  /* Of the notes that touch the drifting one, that whose closing by one level saves most, or -1;
     to their first lines only when all are closed to their first sentences. */
  function closable(live, drifting) {
    for (var level = OPEN; level < LINE; level++) {
      var best = -1;
      var saved = 0;
      for (var j = drifting - 1; j >= 0; j--) {
        var note = live[j];
        var saves = note.level === level && note !== current ? note.sizes[level] - note.sizes[level + 1] : 0;
        if (saves > saved) {
          saved = saves;
          best = j;
        }
        if (j === 0 || note.top > live[j - 1].top + height(live[j - 1]) + GAP + 0.5) break;
      }
      if (best >= 0) return best;
    }
    return -1;
  }
  function place() {
    frame = 0;
    if (!article || !notes.length) return;
    if (!wide.matches) {
      notes.forEach(function (note) {
        note.el.style.translate = "";
        note.el.classList.remove("short", "line");
      });
      article.style.minHeight = "";
      return;
    }
    if (!isMeasured) measure();
    var base = article.getBoundingClientRect().top;
    var live = notes.filter(function (note) { return !note.off; });
    live.forEach(function (note) {
      note.y = note.ref.getClientRects()[0].top - base - 4;
      note.level = OPEN;
      note.given = false;
    });
    for (var i = pushDown(live, 0); i >= 0; ) {
      var best = closable(live, i);
      if (best < 0) live[i].given = true;
      else live[best].level++;
      i = pushDown(live, Math.max(0, best < 0 ? i : best));
    }
    live.forEach(function (note) {
      note.el.style.translate = "0 " + Math.round(note.top) + "px";
      note.el.classList.toggle("short", note.level > OPEN);
      note.el.classList.toggle("line", note.level === LINE);
    });
    var last = live[live.length - 1];
    article.style.minHeight = last ? Math.ceil(last.top + height(last)) + "px" : "";
    article.classList.add("placed");
  }
  function placeLater() {
    if (!frame) frame = requestAnimationFrame(place);
  }

  /* ---- opening ---- */

  function light(note, on) {
    note.quotes.concat([note.ref, note.el]).forEach(function (el) {
      el.classList.toggle("lit", on);
    });
  }
  function show(note, stays) {
    if (current === note) return;
    if (current) light(current, false);
    current = note;
    if (note) {
      note.keep = stays && note.top - note.y < 2 * DRIFT ? note.top : null;
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
    note.ref.focus({ preventScroll: true });
    note.ref.scrollIntoView({ block: "center" });
    clear(note);
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
    var live = notes.filter(function (note) { return !note.off; });
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
    show(note, false);
    place();
    // the browser's own jump to the note comes after this: wait for it
    requestAnimationFrame(function () {
      note.ref.scrollIntoView({ block: "center" });
      clear(note);
    });
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
  addEventListener("hashchange", address);
  addEventListener("focusin", function (event) {
    var note = noteOf(event.target);
    if (note && wide.matches && note !== current) show(note, false);
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
  /* ---- what is loaded on use ---- */

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
  document.addEventListener("selectionchange", onSelection);
  function loadPreviews(event) {
    if (!HTMLElement.prototype.showPopover) return;
    var isTouch = event.pointerType === "touch";
    var wanted = isTouch ? "main .iv[tabindex]" : "main a[href*='#'],main .iv[tabindex]";
    if (!event.target.closest || !event.target.closest(wanted)) return;
    removeEventListener("pointerover", loadPreviews);
    removeEventListener("focusin", loadPreviews);
    load("previews.js");
  }
  addEventListener("pointerover", loadPreviews);
  addEventListener("focusin", loadPreviews);
})();
