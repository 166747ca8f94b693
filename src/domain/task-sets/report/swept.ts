// Fills the report of one swept service.
import type { Request } from '../../common/request/request.ts';
import { lateReport } from '../../common/report/report.ts';
import type { SweptState } from '../../common/report/swept.ts';
import { blankMemory } from '../model/blank-memory.ts';
import type { World } from '../model/world.ts';
import { sceneOf } from '../roles/scene.ts';
import { lastSwitchIn } from '../tags/rollback-tags.ts';
import { releasesIn, seeReleases } from './releases.ts';
import { observedReport } from './report.ts';

interface Visit {
  /** By the end of the sweep, some of what it found is gone. */
  readonly first: World;
  readonly last: World;
  readonly done: readonly string[];
}

export function sweptState(request: Request, { first, last, done }: Visit): SweptState {
  const scene = sceneOf(request, last, { ...blankMemory(last.nowMs), swept: done });
  const before = releasesIn(sceneOf(request, first, blankMemory(first.nowMs)));
  const found = { releases: before, news: [], lastSwitch: lastSwitchIn(first.service.tags) };
  const seen = seeReleases(found, request.release.id, scene);
  return {
    report: { ...observedReport(lateReport(asStatus(request), last.nowMs), last), request, ...seen },
    pulls: [...before, ...seen.found.map(({ release }) => release)]
      .filter(({ repository }) => repository === request.release.repository)
      .map(({ pull, commit }) => ({ pull, commit })),
    done,
  };
}

/** Which task set is blue and which is green, and how a rollback stands, is what the command status sees. */
const asStatus = (request: Request): Request => ({ ...request, command: 'status' });
