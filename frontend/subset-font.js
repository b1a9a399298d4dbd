// Cuts a font down to some characters: `node subset-font.js CHARACTERS <FONT >WOFF2`. The console's build calls it.
import { buffer } from "node:stream/consumers";
import subsetFont from "subset-font";

const [characters] = process.argv.slice(2);
const font = await buffer(process.stdin);
process.stdout.write(await subsetFont(font, characters, { targetFormat: "woff2" }));
