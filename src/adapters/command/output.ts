// What a command prints: line by line, without secrets, each shown once it is whole.
import { StringDecoder } from 'node:string_decoder';
import { readCharacters, type foreignStream, type ForeignLine } from '../../domain/common/foreign/lines.ts';

/** How many of its last lines are kept. */
const keptLines = 30;
/** More than that helps nobody, and would keep the run busy. */
const shownLines = 20_000;

export type Show = (line: string) => void;

interface Output {
  readonly out: (data: Buffer) => void;
  readonly error: (data: Buffer) => void;
  readonly last: () => readonly ForeignLine[];
}

interface Shown {
  readonly name: string;
  /** Before the process ID of the supervisor, on a line that nothing else writes. */
  readonly mark: string;
  readonly shown: ReturnType<typeof foreignStream>;
  readonly show: Show;
}

export function linesTo({ name, mark, shown, show }: Shown, onPid: (pid: number) => void): Output {
  let [kept, count]: [readonly ForeignLine[], number] = [[], 0];
  let isPidDue = true;
  const take = (line: ForeignLine): void => {
    count += 1;
    kept = [...kept, line].slice(-keptLines);
    if (count <= shownLines) show(`${name} | ${line}`);
    if (count === shownLines) show(`${name} | (further output is not shown)`);
  };
  const takeOrPid = (line: string, isOut: boolean): void => {
    if (isPidDue && isOut && line.startsWith(`${mark} `)) {
      isPidDue = false;
      onPid(Number(line.slice(mark.length)));
    } else for (const one of shown(line)) take(one);
  };
  const [out, error] = [true, false].map((isOut) =>
    lineReader((line) => {
      takeOrPid(line, isOut);
    }),
  ) as [LineReader, LineReader];
  return {
    out: out.take,
    error: error.take,
    last: () => {
      out.end();
      error.end();
      return kept;
    },
  };
}

interface LineReader {
  readonly take: (data: Buffer) => void;
  readonly end: () => void;
}

function lineReader(onLine: (line: string) => void): LineReader {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const end = (): void => {
    if (rest !== '') onLine(rest);
    rest = '';
  };
  return {
    end,
    take(data) {
      const lines = `${rest}${decoder.write(data)}`.split(/\r\n|[\r\n]/);
      // Of a line that never ends, more than is shown is not kept.
      rest = (lines.pop() ?? '').slice(0, readCharacters + 1);
      for (const line of lines) onLine(line);
    },
  };
}
