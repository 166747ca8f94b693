// How the command status ends.
import { end } from '../model/make-step.ts';
import type { Decider } from '../roles/scene.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { statusLines } from '../status/status.ts';

export const endStatus: Decider = (scene) =>
  end(
    'status',
    'status',
    `Service ${scene.request.service}: ${describeTraffic(scene.roles)}`,
    statusLines(scene),
  );
