// Task definition files after public reports, names replaced: what is in them is right or wrong on purpose.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const casesFolder = path.join(import.meta.dirname, '../fixtures/task-definitions');

export const caseText = (name: string): string => readFileSync(path.join(casesFolder, name), 'utf8');
