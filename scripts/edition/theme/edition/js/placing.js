/* Where the notes of a margin stand: a pure calculation, once their heights are measured.
   They keep their order and never overlap.  One that is pushed far below its line closes others
   of those that push it, whichever gives most room first; the one open by choice stays open. */
(function () {
  "use strict";
  var GAP = 10; // pixels between notes
  var DRIFT = 130; // a note further below its line than this closes others
  // how far a note is closed: not at all, to its first sentence, to its first line
  var OPEN = 0;
  var SHORT = 1;
  var LINE = 2;

  function bottom(note) {
    return note.top + note.sizes[note.level];
  }
  /* Push notes down in order; the index of the first that drifts too far, or -1. */
  function pushDown(notes, from) {
    var end = from ? bottom(notes[from - 1]) : -GAP;
    for (var i = from; i < notes.length; i++) {
      var note = notes[i];
      note.top = Math.max(note.wanted, end + GAP);
      end = bottom(note);
      if (note.top - note.y > DRIFT && !note.isGivenUp) return i;
    }
    return -1;
  }
  function isPushed(notes, index) {
    // half a pixel, because sums of fractions are not exact
    return notes[index].top < bottom(notes[index - 1]) + GAP + 0.5;
  }
  /* Of the notes that push the drifting one, that whose closing by one level saves most, or -1;
     to their first lines only when all are closed to their first sentences. */
  function closable(notes, drifting) {
    for (var level = OPEN; level < LINE; level++) {
      var best = -1;
      var most = 0;
      for (var j = drifting; j > 0 && isPushed(notes, j); j--) {
        var note = notes[j - 1];
        var isAt = note.level === level && !note.isChosen;
        var saved = isAt ? note.sizes[level] - note.sizes[level + 1] : 0;
        if (saved > most) {
          most = saved;
          best = j - 1;
        }
      }
      if (best >= 0) return best;
    }
    return -1;
  }
  /* Open each closed note again, level by level, where that pushes none too far, nor any further
     that is too far already: the one whose closing gave most may have given more than was wanted. */
  function reopen(notes) {
    notes.forEach(function (note, index) {
      while (note.level > OPEN) {
        var tops = notes.map(function (other) { return other.top; });
        note.level--;
        var isTooFar = pushDown(notes, index + 1) >= 0;
        if (!isTooFar && !notes.some(function (other, i) { return other.isGivenUp && other.top > tops[i]; })) continue;
        note.level++;
        pushDown(notes, index + 1);
        return;
      }
    });
  }
  function unplaced(measured) {
    return {
      y: measured.y,
      wanted: measured.keep === null ? measured.y : measured.keep,
      sizes: measured.sizes,
      isChosen: measured.isChosen,
      isGivenUp: false, // it drifts, and nothing is left to close
      level: OPEN,
      top: 0,
    };
  }
  /* The `top` and the `level` of each note, in pixels as all lengths.  Of each is told `y`, where
     it belongs; `sizes`, its height at each level, never growing; `isChosen`, whether it is the
     one open by choice; `keep`, where it is to stay if it can, or null. */
  function places(measured) {
    var notes = measured.map(unplaced);
    for (var i = pushDown(notes, 0); i >= 0; ) {
      var best = closable(notes, i);
      if (best < 0) notes[i].isGivenUp = true;
      else notes[best].level++;
      i = pushDown(notes, best < 0 ? i : best);
    }
    reopen(notes);
    return notes.map(function (note) { return { top: note.top, level: note.level }; });
  }
  window.editionPlacing = { DRIFT: DRIFT, OPEN: OPEN, SHORT: SHORT, LINE: LINE, places: places };
})();
