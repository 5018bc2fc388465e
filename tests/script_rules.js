// Runs the theme's rules for quotes and note files on cases from standard input; answers in JSON.
"use strict";
const fs = require("fs");
globalThis.window = globalThis;
const [quotes, noteFile] = process.argv.slice(2);
for (const path of [quotes, noteFile]) require(path);
const cases = JSON.parse(fs.readFileSync(0, "utf-8"));
const inPoints = (text, at) => Array.from(text.slice(0, at)).length;
const answers = {
  find: (c) => editionQuotes.find(c.text, c.quote).map((at) => inPoints(c.text, at)),
  standsCut: (c) => editionQuotes.standsCut(c.text, c.quote),
  content: (c) => editionNoteFile.content(c.quote, c.words, Object.entries(c.head)),
  name: (c) => editionNoteFile.nameOf(c.words),
  freeName: (c) => editionNoteFile.nameFor(c.quote, c.passage, c.taken),
  source: (c) => editionNoteFile.withSource(c.words, c.source, c.isKey),
  newFile: (c) => editionNoteFile.newFile(c.form, c.path, c.content),
  newIssue: (c) => editionNoteFile.newIssue(c.form, c.fields),
};
process.stdout.write(JSON.stringify(cases.map((c) => answers[c.ask](c))));
