// Random text in many scripts, the same for the same seed.

/** The letters of twelve scripts: the first and the last of each range. */
const SCRIPTS = {
  latin: [[0xc0, 0xd6], [0x100, 0x17f], [0x61, 0x7a]],
  greek: [[0x391, 0x3a1], [0x3b1, 0x3c9]],
  cyrillic: [[0x410, 0x44f]],
  armenian: [[0x561, 0x586]],
  hebrew: [[0x5d0, 0x5ea]],
  arabic: [[0x620, 0x64a]],
  devanagari: [[0x905, 0x939]],
  thai: [[0xe01, 0xe2e]],
  georgian: [[0x10d0, 0x10fa]],
  hangul: [[0xac00, 0xd7a3]],
  kana: [[0x3041, 0x3096], [0x30a1, 0x30fa]],
  han: [[0x4e00, 0x9fff], [0x20000, 0x2a6df]],
};

/** What carts lose first: markup, quotes, what looks like an escape, and what forms and parsers treat in ways of their own. */
const TRAPS = ["&", "<", ">", '"', "'", "]]>", "&amp;", "&#10;", "<!--", "%41", "+", "=", "\\", "  ", "\u00a0", "\u200f", "\u2028", "\ufeff", "e\u0301", "👍🏽", "🇺🇦"];

/** A generator of numbers from 0 up to 1 (mulberry32). */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const scriptNames = Object.keys(SCRIPTS);

/** A text that begins and ends with a letter, in a script, with traps in it. */
export function text(random, script, length) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const letter = () => {
    const [first, last] = pick(SCRIPTS[script]);
    return String.fromCodePoint(first + Math.floor(random() * (last - first + 1)));
  };
  let result = letter();
  while (result.length < length) {
    const kind = random();
    result += kind < 0.75 ? letter() : kind < 0.9 ? pick(TRAPS) : " ";
  }
  return result + letter();
}
