/* The dialog in which a note is written, and its three ways out: a file on the forge, an issue, a
   file to keep.  Loaded by edition.js on use; the words it shows come with note-form.js. */
(function () {
  "use strict";
  var form = window.editionForm;
  var file = window.editionNoteFile;
  var find = window.editionQuotes.find;
  var slug = document.querySelector("article").dataset.text;
  var dialog = null;
  var text = ""; // the reading text
  var isOut = false; // sent, copied or saved since it was opened
  var near = -1; // where the selection began, to tell which occurrence is meant
  var DRAFT = "note-" + slug;
  var LONGEST_QUOTE = 300; // characters: a sentence or two is enough
  var FIELDS = ["quote", "type", "aspect", "certainty", "see", "words", "source", "by"];

  /* ---- what the form holds ---- */

  function field(name) {
    return dialog.querySelector("[name=" + name + "]");
  }
  function value(name) {
    return field(name).value.trim();
  }
  function isKey(source) {
    return form.works.some(function (work) { return work[0] === source; });
  }
  function needsPlace() {
    return form.needsPlace.indexOf(value("type")) >= 0;
  }
  /* The notes and passages named; what is no name would break the head of the file. */
  function places() {
    return value("see").split(/[\s,]+/).filter(function (name) { return /^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(name); });
  }
  /* The occurrence meant: the one selected, else the first; 0 where the words stand once. */
  function occurrence(found) {
    if (found.length < 2) return 0;
    return Math.max(1, found.indexOf(near) + 1);
  }
  function note() {
    var quote = window.editionQuotes.singleSpaced(value("quote").replace(/^>/gm, "")); // as in a file
    var found = find(text, quote);
    var source = value("source");
    var head = [["type", value("type")], ["certainty", value("certainty")]];
    if (value("type") === "error") head.push(["aspect", value("aspect")]);
    if (needsPlace() && places().length) head.push(["see", "[" + places().join(", ") + "]"]);
    if (occurrence(found)) head.push(["occurrence", occurrence(found)]);
    if (isKey(source) && field("seen").checked) head.push(["seen", "[" + source + "]"]);
    head.push(["by", value("by") || "anonymous"]);
    var passage = window.editionSelecting.passageAt(found.length ? found[Math.max(0, occurrence(found) - 1)] : 0);
    var name = file.nameFor(quote, passage.querySelector(".pn").lastChild.data, names());
    return {
      path: form.folder + slug + "/" + name + ".md",
      content: file.content(quote, file.withSource(value("words"), source, isKey(source)), head),
      quote: quote,
      found: found,
      passage: passage,
    };
  }
  /* The names that are taken: those of the page's notes. */
  function names() {
    return Array.prototype.map.call(document.querySelectorAll("div.note"), function (el) {
      return el.id.slice(("note-" + slug + "-").length);
    });
  }

  /* ---- what is to be said of it, in the words of the check ---- */

  function told(name, by) {
    var message = form.messages[name].replace("{text}", slug).replace("{type}", value("type"));
    return message.replace("{name}", "“" + by + "”");
  }
  function ofQuote(made) {
    if (!made.quote) return [told("none")];
    if (!made.found.length) {
      return [told(window.editionQuotes.standsCut(text, made.quote) ? "cut" : "missing")];
    }
    var remarks = [];
    if (made.found.length > 1) {
      remarks.push("The words stand " + made.found.length + " times; number " + occurrence(made.found) + " is meant.");
    }
    if (made.quote.length > LONGEST_QUOTE) remarks.push("A sentence or two is enough.");
    return remarks;
  }
  function ofRest() {
    var remarks = [];
    var type = value("type");
    var source = value("source");
    var isRead = isKey(source) && field("seen").checked;
    if (!value("words")) remarks.push(told("empty"));
    if (form.needsGround.indexOf(type) >= 0 && !source) remarks.push(told("uncited"));
    if (source && !isKey(source)) remarks.push(told("unlisted"));
    if (value("certainty") === "high" && form.groundInText.indexOf(type) < 0 && !isRead) {
      remarks.push(told("unread"));
    }
    if (needsPlace() && !places().length) remarks.push(told("see"));
    var by = value("by");
    if (by && !new RegExp("^" + form.account + "$").test(by)) remarks.push(told("account", by));
    return remarks;
  }
  function list(element, remarks) {
    element.textContent = "";
    remarks.forEach(function (remark) {
      element.appendChild(document.createElement("li")).textContent = remark;
    });
  }
  /* The notes that hang on some of these words already. */
  function standing(made) {
    var box = dialog.querySelector(".standing");
    box.textContent = "";
    if (!made.found.length) return;
    var from = made.found[Math.max(0, occurrence(made.found) - 1)];
    var to = from + made.quote.length;
    made.passage.querySelectorAll("div.note").forEach(function (el) {
      var words = quoteOf(el.id.slice("note-".length));
      var hit = find(text, words).some(function (at) { return at < to && from < at + words.length; });
      if (!hit) return;
      var item = box.appendChild(document.createElement("li"));
      var link = item.appendChild(document.createElement("a"));
      link.href = "#" + el.id;
      link.textContent = "There is a note on “" + words + "”: " + el.querySelector(".ty").textContent;
    });
  }
  function quoteOf(key) {
    var parts = document.querySelectorAll('.q[data-n="' + key + '"]');
    var words = Array.prototype.map.call(parts, function (el) {
      var copy = el.cloneNode(true);
      copy.querySelectorAll(".ref,.s").forEach(function (part) { part.remove(); });
      return copy.textContent;
    });
    return window.editionQuotes.singleSpaced(words.join(""));
  }

  /* ---- the dialog ---- */

  function options(terms) {
    return terms.map(function (term) {
      var option = document.createElement("option");
      option.value = term[0];
      option.textContent = term[1] ? term[0] + ": " + term[1] : term[0];
      return option;
    });
  }
  function make() {
    dialog = document.createElement("dialog");
    dialog.className = "add-note-dialog";
    dialog.setAttribute("aria-labelledby", "add-note-title");
    dialog.innerHTML = form.markup; // our own words: made at build from the template
    document.body.appendChild(dialog);
    field("type").append.apply(field("type"), options(form.types));
    field("aspect").append.apply(field("aspect"), options(form.aspects.map(function (a) { return [a]; })));
    field("certainty").append.apply(field("certainty"), options(form.certainties.map(function (c) { return [c]; })));
    field("certainty").value = "medium";
    field("type").value = "error";
    var works = dialog.querySelector("datalist");
    form.works.forEach(function (work) {
      var option = works.appendChild(document.createElement("option"));
      option.value = work[0];
      option.label = work[1];
    });
    dialog.addEventListener("input", update);
    dialog.addEventListener("click", onClick);
    dialog.addEventListener("close", forget);
    // Enter in a field would press "Close"
    dialog.addEventListener("submit", function (event) {
      if (document.activeElement.tagName === "INPUT") event.preventDefault();
    });
    [".to-forge", ".to-issue", ".first-time"].forEach(function (name) {
      dialog.querySelector(name).hidden = !form.forge;
    });
    if (form.forge) dialog.querySelector(".to-fork").href = form.forge + "/fork";
  }
  function update() {
    var made = note();
    field("aspect").closest("label").hidden = value("type") !== "error";
    dialog.querySelector(".prompts").hidden = value("type") !== "error";
    field("see").closest("label").hidden = !needsPlace();
    field("seen").closest("label").hidden = !isKey(value("source"));
    list(dialog.querySelector(".of-quote"), ofQuote(made));
    list(dialog.querySelector(".of-rest"), ofRest());
    standing(made);
    dialog.querySelector(".path").textContent = made.path;
    dialog.querySelector("pre").textContent = made.content;
    if (form.forge) {
      dialog.querySelector(".to-forge").href = file.newFile(form, made.path, made.content);
      dialog.querySelector(".to-issue").href = file.newIssue(form, [
        ["text", slug],
        ["quote", made.quote],
        ["type", field("type").selectedOptions[0].textContent],
        ["aspect", value("type") === "error" ? value("aspect") : ""],
        ["see", needsPlace() ? places().join(", ") : ""],
        ["source", value("source")],
        ["by", value("by")],
        ["note", value("words")],
      ]);
    }
    keep();
  }
  function keep() {
    var draft = {};
    FIELDS.forEach(function (name) { draft[name] = field(name).value; });
    try { sessionStorage.setItem(DRAFT, JSON.stringify(draft)); } catch (error) { /* not kept */ }
  }
  function restore() {
    try {
      var draft = JSON.parse(sessionStorage.getItem(DRAFT));
      if (draft) FIELDS.forEach(function (name) { field(name).value = draft[name] || ""; });
    } catch (error) { /* none was kept */ }
  }
  /* What has gone out need not be kept; what has not is there when the dialog opens again. */
  function forget() {
    if (!isOut) return;
    isOut = false;
    field("words").value = field("source").value = "";
    keep();
  }
  function onClick(event) {
    var status = dialog.querySelector(".done");
    var made = note();
    if (event.target.closest(".to-forge,.to-issue,.to-clipboard,.to-file")) isOut = true;
    if (event.target.closest(".standing a")) dialog.close();
    else if (event.target.closest(".to-forge")) {
      window.editionDialogs.copy(made.content, status, form.messages.sent);
    } else if (event.target.closest(".to-issue") || event.target.closest(".to-clipboard")) {
      window.editionDialogs.copy(made.content, status);
    } else if (event.target.closest(".to-file")) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([made.content], { type: "text/markdown" }));
      link.download = made.path.replace(/.*\//, "");
      link.click();
      URL.revokeObjectURL(link.href);
      status.textContent = "Saved as " + link.download + ".";
    }
  }

  /* Open it on a selection (a Range), on a passage (an element), or on nothing. */
  window.editionNote = function (about) {
    if (!dialog) {
      make();
      restore();
    }
    text = window.editionSelecting.readingText();
    var chosen = about instanceof Range ? window.editionSelecting.selected(about) : null;
    if (about instanceof Element) {
      var words = window.editionSelecting.blockOf(about);
      var whole = document.createRange();
      whole.selectNodeContents(words);
      chosen = window.editionSelecting.selected(whole);
      chosen.quote = /^.*?[.!?](?= |$)|.*/.exec(chosen.quote)[0];
    }
    if (chosen) {
      field("quote").value = chosen.quote;
      near = chosen.at;
    }
    dialog.querySelector(".done").textContent = "";
    update();
    dialog.showModal();
    field(chosen ? "words" : "quote").focus();
  };
})();
