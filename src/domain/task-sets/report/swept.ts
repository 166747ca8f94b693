// Fills the report of one swept service.
import type { Request } from '../../common/request/request.ts';
import type { SweptState } from '../../common/report/swept.ts';
import { blankMemory } from '../model/memory.ts';
import type { World } from '../model/world.ts';
import { sceneOf } from '../roles/scene.ts';
import { releasesIn, seeReleases } from './releases.ts';
import { describeLive } from '../sweep/sweep.ts';

interface Visit {
  /** By the end of the sweep, some of what it found is gone. */
  readonly first: World;
  readonly last: World;
  readonly done: readonly string[];
}

export function sweptState(request: Request, { first, last, done }: Visit): SweptState {
  const scene = sceneOf(request, last, { ...blankMemory(last.nowMs), swept: done });
  const before = releasesIn(sceneOf(request, first, blankMemory(first.nowMs)));
  const seen = seeReleases({ releases: before, news: [] }, request.release.id, scene);
  return {
    request,
    nowMs: last.nowMs,
    traffic: describeLive(scene),
    clusters: clusterNames(request, last),
    pulls: before
      .filter(({ repository }) => repository === request.release.repository)
      .map(({ pull, commit }) => ({ pull, commit })),
    ...seen,
    // What had begun is reported with its run (`report/sweep/comments.ts`).
    news: seen.news.filter(({ change }) => change !== 'removed'),
    done,
  };
}

/** The names by which a release may have known the cluster: its name and its ARN. */
export function clusterNames({ cluster }: Request, { service }: World): readonly string[] {
  const [, prefix, name] = /^(.+):service\/([^/]+)\//.exec(service.arn) ?? [];
  return [...new Set([cluster, ...(name === undefined ? [] : [name, `${prefix ?? ''}:cluster/${name}`])])];
}
