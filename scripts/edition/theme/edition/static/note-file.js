/* The file of a note and where it is sent: pure functions, held to Python's by tests. */
(function () {
  "use strict";
  var quotes = window.editionQuotes;
  var LONGEST_NAME = 40; // characters of a name made from words

  /* Words as a name, cut between two of them; empty without a Latin letter or digit. */
  function nameOf(words) {
    var plain = quotes.normalised(words).normalize("NFKD").toLowerCase().replace(/[^\x00-\x7f]/g, "");
    var name = plain.replace(/['`]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    if (name.length <= LONGEST_NAME) return name;
    var cut = name.slice(0, LONGEST_NAME + 1);
    return cut.slice(0, Math.max(0, cut.lastIndexOf("-"))) || name.slice(0, LONGEST_NAME);
  }
  /* A name made from the words, or from the passage; a number is added where it is taken. */
  function nameFor(quote, passage, taken) {
    var proposal = nameOf(quote) || "passage-" + passage;
    var name = proposal;
    for (var n = 2; taken.indexOf(name) >= 0; n++) name = proposal + "-" + n;
    return name;
  }
  /* What a note's file holds; `head` is a list of keys and values. */
  function content(quote, words, head) {
    var lines = head.map(function (pair) { return pair[0] + ": " + pair[1] + "\n"; });
    return "---\n" + lines.join("") + "---\n\n> " + quote + "\n\n" + words + "\n";
  }
  /* A source is cited where a sentence ends; one that the bibliography lacks is named at the end. */
  function withSource(words, source, isKey) {
    var text = words.replace(/\r\n?/g, "\n").trim();
    source = quotes.singleSpaced(source);
    if (!source) return text;
    if (!isKey) return text + "\nSource: " + source + (/[.!?]$/.test(source) ? "" : ".");
    var cite = " {cite:p}`" + source + "`";
    var lines = text.split("\n");
    var end = /[.!?]?$/.exec(lines[0])[0];
    lines[0] = lines[0].slice(0, lines[0].length - end.length) + cite + (end || ".");
    return lines.join("\n");
  }
  /* Percent-encoded as Python's `quote(…, safe="")` does; half a character becomes a sign for it. */
  function encoded(string) {
    var whole = string.replace(/[\ud800-\udfff]/gu, "\ufffd");
    return encodeURIComponent(whole).replace(/[!'()*]/g, function (mark) {
      return "%" + mark.charCodeAt(0).toString(16).toUpperCase();
    });
  }
  /* The forge's page for a new file; a file too long for an address is left to the clipboard. */
  function newFile(form, path, told) {
    var address = form.forge + "/new/" + form.branch + "?filename=" + encoded(path);
    var filled = address + "&value=" + encoded(told);
    return filled.length <= form.longest ? filled : address;
  }
  /* The forge's form for an issue, filled in as far as an address holds it. */
  function newIssue(form, fields) {
    var address = form.forge + "/issues/new?template=note.yml";
    fields.forEach(function (field) {
      var more = field[1] ? "&" + field[0] + "=" + encoded(field[1]) : "";
      if (address.length + more.length <= form.longest) address += more;
    });
    return address;
  }

  window.editionNoteFile = {
    nameOf: nameOf,
    nameFor: nameFor,
    content: content,
    withSource: withSource,
    newFile: newFile,
    newIssue: newIssue,
  };
})();
