// Places the notes of margins: one in JSON a line from standard input, its places a line back.
"use strict";
globalThis.window = globalThis;
require(process.argv[2]);
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", (line) => console.log(JSON.stringify(editionPlacing.places(JSON.parse(line)))));
