/* The running head of a text: it follows the reading, and the place is kept for the next visit.
   Loaded by edition.js at the first scrolling, or where a place has been kept. */
(function () {
  "use strict";
  var HEAD = 90; // pixels from the top of the window: what stands above has been read
  var SETTLED = 800; // milliseconds after which a place is kept
  var passages = Array.prototype.slice.call(document.querySelectorAll("div.passage"));
  var where = -1;
  var keeping = 0;

  function nameOf(passage) {
    return passage.querySelector(".pn").hash.slice(1);
  }
  function cited(name) {
    return name.replace(/-(?=[^-]*$)/, " ");
  }
  /* The last passage that begins above the line; they stand in order, so it is found by halving. */
  function topmost() {
    var low = 0;
    var high = passages.length;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (passages[middle].getBoundingClientRect().top < HEAD) low = middle;
      else high = middle;
    }
    return low;
  }
  function tell(name, lead) {
    var line = document.querySelector(".running .where");
    line.href = "#" + name;
    line.textContent = lead + cited(name);
  }
  function markHeading(index) {
    while (index > 0 && !passages[index].classList.contains("head")) index--;
    var hash = index ? "#" + nameOf(passages[index]) : "#";
    document.querySelectorAll(".running li a").forEach(function (a) {
      if (a.getAttribute("href") === hash) a.setAttribute("aria-current", "location");
      else a.removeAttribute("aria-current");
    });
    var heading = index && passages[index].querySelector("h1,h2,h3,h4,h5,h6");
    document.querySelector(".running .now").textContent = heading ? heading.textContent : "Contents";
  }

  window.editionRunning = function (slug, store) {
    var kept = store("at-" + slug);
    function keep() {
      kept = nameOf(passages[where]);
      store("at-" + slug, kept);
    }
    function follow() {
      var now = topmost();
      if (now === where) return;
      where = now;
      markHeading(now);
      clearTimeout(keeping);
      if (now > 0) keeping = setTimeout(keep, SETTLED);
      // at the title nothing has been read, and the way to what was read before stays
      if (now === 0 && document.getElementById(kept)) tell(kept, "continue at ");
      else tell(nameOf(passages[now]), "");
    }
    addEventListener("scroll", follow, { passive: true });
    follow();
  };
})();
