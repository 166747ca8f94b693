import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { a, aForward, aPlan, aRule, aService, b } from './worlds.ts';

/** Users who stay by a cookie: the world or the inputs that show it, and what the one problem has to say. */
export const badSessions: readonly (readonly [string, Partial<World>, Request | null, readonly string[]])[] =
  [
    [
      'an idle group of which users hold cookies, and no test rule',
      {
        service: aService({ tags: { sessions: 'cut:80=3600 a=open b=2026-03-01T12:40:00Z plain' } }),
        rules: [
          aRule([], {
            actions: [aForward([[a, 1]], { stickiness: { enabled: false, durationSeconds: 3600 } })],
          }),
        ],
      },
      null,
      [
        'users may hold cookies for the idle target group b until 12:40 UTC',
        'Name a test rule',
        'or release after that time',
        'Before that, holders of old cookies may get errors until green is healthy, and reach it before its smoke test',
        'To release anyway, set ignore: idle-group-cookies.',
      ],
    ],
    [
      'a lowered blue that users stay on',
      {
        rules: [
          aRule([], {
            actions: [
              aForward(
                [
                  [a, 1],
                  [b, 0],
                ],
                { stickiness: { enabled: true, durationSeconds: 10 } },
              ),
            ],
          }),
        ],
      },
      aPlan({ warmScalePercent: 50 }),
      ['warm-scale is 50', 'keeps users on their target group for 10 s', 'Set warm-scale to 100'],
    ],
  ];
