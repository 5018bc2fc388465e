/* Previews: pointing at a link shows a few words of what it leads to.  Loaded by edition.js at
   the first pointing; the words come by classic scripts, one a kind, so it works from disk. */
(function () {
  "use strict";
  var base = document.currentScript.src.replace(/previews\.js.*$/, "previews/");
  var KINDS = [
    [/^note-/, "notes"],
    [/^claim-/, "claims"],
    [/^(person|org|place|work|event)-/, "names"],
  ];
  var known = {}; // kind: words by anchor
  var waiting = {}; // kind: what to do once its words are there
  var box = null;
  var link = null;
  var timer = 0;

  window.editionPreviews = function (kind, words) {
    known[kind] = words;
    (waiting[kind] || []).forEach(function (go) {
      go();
    });
  };
  function withWords(kind, go) {
    if (known[kind]) return go();
    if (waiting[kind]) return waiting[kind].push(go);
    waiting[kind] = [go];
    var script = document.createElement("script");
    script.src = base + kind + ".js";
    document.head.appendChild(script);
  }
  function kindOf(a) {
    var anchor = decodeURIComponent(a.hash.slice(1));
    if (!anchor || a.matches(".ref,.back,.pn")) return null;
    if (/bibliography\.html$/.test(a.pathname) && /^id\d+$/.test(anchor)) return "cited";
    for (var n = 0; n < KINDS.length; n++) if (KINDS[n][0].test(anchor)) return KINDS[n][1];
    return a.classList.contains("passage") ? "passages" : null;
  }
  function make() {
    box = document.createElement("div");
    box.className = "preview";
    box.id = "preview";
    box.setAttribute("popover", "manual");
    box.setAttribute("role", "tooltip");
    document.body.appendChild(box);
    box.addEventListener("mouseenter", function () {
      clearTimeout(timer);
    });
    box.addEventListener("mouseleave", closeSoon);
  }
  function show(a, words) {
    if (!box) make();
    close();
    link = a;
    box.textContent = "";
    if (words[0]) box.appendChild(document.createElement("b")).textContent = words[0];
    if (words[1]) box.appendChild(document.createElement("span")).textContent = words[1];
    box.showPopover();
    var at = a.getClientRects()[0];
    var size = box.getBoundingClientRect();
    var left = Math.min(at.left, document.documentElement.clientWidth - size.width - 8);
    var isRoom = at.bottom + 6 + size.height <= innerHeight;
    box.style.left = Math.max(8, left) + "px";
    box.style.top = (isRoom ? at.bottom + 6 : Math.max(8, at.top - 6 - size.height)) + "px";
    a.setAttribute("aria-describedby", "preview");
  }
  function close() {
    clearTimeout(timer);
    if (!link) return;
    link.removeAttribute("aria-describedby");
    link = null;
    box.hidePopover();
  }
  function closeSoon() {
    clearTimeout(timer);
    timer = setTimeout(close, 200);
  }
  /* In the source state an emendation can be asked what it is: by pointer, touch and keyboard.
     What it is stands in its `title`, which would show a second box. */
  function askable() {
    var source = document.getElementById("st-s");
    if (!source) return;
    document.querySelectorAll(".iv").forEach(function (el) {
      if (el.title) el.dataset.told = el.title;
      el.removeAttribute("title");
      if (source.checked) {
        el.tabIndex = 0;
        el.setAttribute("role", "button");
      } else {
        el.removeAttribute("tabindex");
        el.removeAttribute("role");
      }
    });
  }
  function openEmendation(el, wait) {
    if (el === link) return;
    clearTimeout(timer);
    timer = setTimeout(function () {
      var reading = el.querySelector(".r");
      var words = reading && reading.textContent;
      show(el, [el.dataset.told, words ? "reading text: " + words : "not in the reading text"]);
    }, wait);
  }
  function openAfter(a, wait) {
    if (a.matches(".iv")) return openEmendation(a, wait);
    var kind = kindOf(a);
    if (!kind || a === link) return;
    clearTimeout(timer);
    timer = setTimeout(function () {
      withWords(kind, function () {
        var words = known[kind][decodeURIComponent(a.hash.slice(1))];
        if (words && (a.matches(":hover") || a === document.activeElement)) show(a, words);
      });
    }, wait);
  }
  var ASKED = "main a[href*='#'],main .iv[tabindex]";
  function asked(event) {
    return event.target.closest && event.target.closest(ASKED);
  }
  function pointed(event) {
    var a = asked(event);
    if (a && event.pointerType !== "touch") openAfter(a, 300);
  }
  addEventListener("click", function (event) {
    var el = asked(event);
    if (el && el.matches(".iv")) openEmendation(el, 0);
    else if (link && link.matches(".iv")) close();
  });
  addEventListener("pointerover", pointed);
  addEventListener("pointerout", function (event) {
    var a = asked(event);
    if (a && a !== document.activeElement) closeSoon();
  });
  addEventListener("focusin", function (event) {
    var a = asked(event);
    if (a && a.matches(":focus-visible")) openAfter(a, 0);
  });
  addEventListener("focusout", closeSoon);
  addEventListener("keydown", function (event) {
    if (event.key === "Escape" && link) {
      close();
      event.stopImmediatePropagation();
    }
  }, true);
  addEventListener("scroll", function () {
    if (link && !link.matches(":hover")) close();
  }, true);
  askable();
  addEventListener("change", function (event) {
    if (event.target.name === "state") askable();
  });
  var focused = document.activeElement;
  if (focused && focused.matches(ASKED) && focused.matches(":focus-visible")) openAfter(focused, 0);
  var hovered = document.querySelector(":is(" + ASKED + "):hover");
  if (hovered) openAfter(hovered, 0);
})();
