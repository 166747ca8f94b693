// Words of a command that a program in it reads as code.
import { expect, test } from '@jest/globals';
import { codePlaces } from '../../src/domain/common/checks/code-places.ts';

test.each<[string, readonly string[]]>([
  ['sh -c CODE', ['CODE']],
  ['/bin/bash -euo pipefail -c CODE a b', ['CODE']],
  ['bash -c -e CODE', ['CODE']],
  ['env A=1 sh -c CODE', ['CODE']],
  ['busybox sh -c CODE', ['CODE']],
  ['timeout 5m dash -ec CODE a', ['CODE']],
  ['docker run image zsh -lc CODE', ['CODE']],
  ['su -c CODE user', ['CODE']],
  ['pwsh -NoLogo -Command CODE MORE', ['CODE', 'MORE']],
  ['powershell.exe -c CODE', ['CODE']],
  ['cmd /s /c CODE MORE', ['CODE', 'MORE']],
  ['cmd.exe /d/c CODE', ['CODE']],
  ['node -r ./a.js -e CODE a', ['CODE']],
  ['node --eval=CODE', ['--eval=CODE']],
  ['python3.12 -Ic CODE a', ['CODE']],
  ['perl -lne CODE a', ['CODE']],
  ['ruby -r json -e CODE', ['CODE']],
  ['php -r CODE', ['CODE']],
  ['sh script.sh -c a', []],
  ['sh /opt/script.sh -c a', []],
  ['bash -o pipefail script.sh -c a', []],
  ['node smoke.js -e a', []],
  ['npm run e2e -- -c a', []],
  ['curl -c a', []],
  ['pwsh -File a.ps1 -c a', []],
])('%s', (line, code) => {
  const words = line.split(' ');
  expect(codePlaces(words).map((at) => words[at])).toEqual(code);
});
