// Words of a command that a program in it reads as code: a value in one would be more than a value.

interface Program {
  /** Its names, in lower case and without `.exe`. */
  readonly names: RegExp;
  /** The option after which code comes. */
  readonly option: RegExp;
  /** Options whose value is the next word. */
  readonly valued?: RegExp;
  /** Every word after the option is code. Otherwise one is, and the others are its arguments. */
  readonly takesAll?: boolean;
}

/** Also in other options: `-ec`, `-Ic`, `-lne`. */
const programs: readonly Program[] = [
  {
    names: /^-?(?:(?:ba|da|z|k|mk|pdk|c|tc|a|fi|ya)?sh|busybox|su|runuser)$/,
    option: /^(?:-[a-z]*c|--command)$/i,
    valued: /^[-+][a-z]*o$|^--(?:rcfile|init-file)$/i,
  },
  { names: /^(?:pwsh|powershell)$/, option: /^[-/](?:c|co|com|comm|comma|comman|command)$/i, takesAll: true },
  { names: /^cmd$/, option: /^\/[a-z:/]*[ckr]$/i, takesAll: true },
  { names: /^(?:python|pypy)[\d.]*$/, option: /^-[a-z]*c$/i, valued: /^-[a-z]*[WX]$/ },
  {
    names: /^(?:node|nodejs|bun)$/,
    option: /^(?:-[a-z]*[ep]|--eval|--print)$/i,
    valued: /^(?:-[rC]|--require|--import|--conditions)$/,
  },
  { names: /^(?:perl|ruby|lua|rscript)[\d.]*$/, option: /^-[a-z\d]*e$/i, valued: /^-[rIC]$/ },
  { names: /^php[\d.]*$/, option: /^-[a-z]*r$/, valued: /^-[cdz]$/ },
];

/** Code in the option's own word: `--eval=…`, `-c…`. */
const ownCode = /^--(?:eval|print|command)=/;

/** The places of the words. Empty: nothing known reads code. */
export const codePlaces = (words: readonly string[]): readonly number[] => [
  ...new Set(words.flatMap((_word, at) => codeOf(words, at))),
];

/** A program may be behind others: `env sh`, `timeout 5m bash`, `docker run image sh`. */
function codeOf(words: readonly string[], at: number): readonly number[] {
  const name = nameOf(words[at] ?? '');
  return programs.filter(({ names }) => names.test(name)).flatMap((program) => codeAfter(words, at, program));
}

const nameOf = (word: string): string =>
  (word.split(/[/\\]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');

function codeAfter(words: readonly string[], at: number, program: Program): readonly number[] {
  const { option, valued, takesAll = false } = program;
  const found: number[] = [];
  let isCode = false;
  for (let next = at + 1; next < words.length; next += 1) {
    const word = words[next] ?? '';
    const isOption = (takesAll ? /^[-/]./ : /^[-+]./).test(word) && !(isCode && takesAll);
    if (ownCode.test(word)) found.push(next);
    else if (!isOption) {
      if (isCode) found.push(next);
      // A shell may be named by what runs it: `busybox sh`.
      if (!isCode || !takesAll) break;
    } else if (option.test(word)) isCode = true;
    else if (valued?.test(word) === true) next += 1;
  }
  return found;
}
