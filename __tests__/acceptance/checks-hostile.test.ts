// Commands of checks and the variables in them: text that is data, whatever it looks like.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, expectUntouched, released, rolledBack } from '../support/bad-luck.ts';
import { checkedBy } from '../support/checked.ts';
import { isAlive } from '../support/processes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hostile-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

chapter('a check with a variable', () => {
  // Covers: check-injection, check-secret-name
  acceptance(
    'runs nothing of its value, and shows it nowhere, not even in a name made from the other keys',
    { world: webService() },
    async (stage) => {
      const made = path.join(folder, `made-${String(stage.runId)}`);
      const seen = path.join(folder, `seen-${String(stage.runId)}`);
      const title = `open-sesame"; touch ${made}; $(touch ${made}) \`touch ${made}\` '; touch ${made}; '`;
      const run = await stage.release(
        checkedBy(
          { run: 'printf %s "${TITLE}" > "$SEEN"', shell: 'bash' },
          { run: 'test open-sesame = ${WORD}' },
          { path: '/ready?key=${WORD}' },
        ),
        { environment: { TITLE: title, SEEN: seen, WORD: 'open-sesame' } },
      );
      expect(endOf(run)).toEqual(released);
      expect(existsSync(made)).toBe(false);
      expect(readFileSync(seen, 'utf8')).toBe(title);
      expect(run.log).toMatch(/check 3 of 3/);
      const log = run.log.replaceAll(/^::add-mask::.*$/gm, '');
      expect(log + run.summary + JSON.stringify(stage.sandbox.github.state())).not.toContain('open-sesame');
    },
  );
});

chapter('a command', () => {
  // Covers: check-command-pid
  acceptance(
    'whose first line is the number of another process is ended by a cancel, and the other is not',
    { world: webService() },
    async (stage) => {
      const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)'], { stdio: 'ignore' });
      const file = path.join(folder, `pid-${String(stage.runId)}`);
      const script =
        "console.log(process.env.OTHER); require('node:fs').writeFileSync(process.env.PIDS, String(process.pid)); setInterval(() => {}, 1000)";
      const running = stage.start(checkedBy({ name: 'e2e', run: `node -e "${script}"` }), {
        environment: { OTHER: String(other.pid), PIDS: file },
      });
      await stage.until('the command runs', () => running.log().includes(`e2e | ${String(other.pid)}`));
      running.kill('SIGINT');
      const run = await running.result;
      const isOtherAlive = isAlive(other.pid ?? 0);
      other.kill('SIGKILL');
      expect(endOf(run)).toEqual(rolledBack('cancelled'));
      expect([isOtherAlive, isAlive(Number(readFileSync(file, 'utf8')))]).toEqual([true, false]);
      await expectUntouched(stage);
    },
  );
});
