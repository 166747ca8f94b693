import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { a, aGroup, aPlan, aRule, b, c, listener, ruleArn } from './worlds.ts';

/** Rules that a release can't switch: the world or the inputs that show it, and what the one problem has to say. */
export const badRules: readonly (readonly [string, Partial<World>, Request | null, readonly string[]])[] = [
  [
    'no rule at all',
    { taskSets: [], rules: [aRule([[c, 1]])] },
    aPlan({ overrides: { subnets: ['subnet-1'] } }),
    ['no production rule was found', 'production-rules'],
  ],
  [
    'target groups of different protocol versions',
    { groups: [aGroup(a), aGroup(b, { protocolVersion: 'GRPC' })] },
    null,
    ['target groups a and b have different protocol versions (HTTP1, GRPC)'],
  ],
  [
    'rules of the pair that the inputs leave out',
    {
      rules: [
        aRule([
          [a, 1],
          [b, 0],
        ]),
        aRule([[a, 1]], { port: 443 }),
      ],
    },
    aPlan({ traffic: { productionListeners: [listener(80)] } }),
    ['HTTPS:443 default action forwards to a target group of the pair but is not among the named'],
  ],
  [
    'both groups with weight and no test rule named',
    {
      rules: [
        aRule([
          [a, 90],
          [b, 10],
        ]),
      ],
    },
    null,
    ['HTTP:80 default action gives weight to both target groups', 'test-rule'],
  ],
  [
    'a rule for tests that nobody named',
    { rules: [aRule([[a, 1]]), aRule([[b, 1]], { port: 8443 })] },
    null,
    ['HTTP:8443 default action gives weight to the idle target group b, while a is live'],
  ],
  [
    'production rules whose weight is all on other groups',
    { taskSets: [], rules: [aRule([[a, 0], [b, 0], [c, 100]])] }, // prettier-ignore
    aPlan({ overrides: { subnets: ['subnet-1'] } }),
    ['HTTP:80 default action gives b and a no weight (all of it goes to c)', 'green would get no traffic'],
  ],
  [
    'a test rule whose weight is all on another group',
    {
      rules: [
        aRule([[a, 100], [b, 0]]), // prettier-ignore
        aRule([[a, 0], [b, 0], [c, 1]], { port: 8443 }), // prettier-ignore
      ],
    },
    aPlan({ traffic: { testListener: listener(8443) } }),
    ['HTTP:8443 default action gives b and a no weight'],
  ],
  [
    'a production rule that is not there',
    {},
    aPlan({ traffic: { productionRules: [ruleArn(80, 7)], productionListeners: [listener(80)] } }),
    [`production-rules: "${ruleArn(80, 7)}" was not found`],
  ],
  [
    'a production listener that is not there',
    {},
    aPlan({ traffic: { productionListeners: [listener(80), listener(9)] } }),
    [`production-rules: "${listener(9)}" was not found`],
  ],
  [
    'a test rule that does not hold the pair',
    {
      rules: [
        aRule([
          [a, 1],
          [b, 0],
        ]),
        aRule([[c, 1]], { port: 81, priority: 4 }),
      ],
    },
    aPlan({ traffic: { testRule: ruleArn(81, 4) } }),
    [`test-rule: "${ruleArn(81, 4)}" does not forward to either target group of the pair (it forwards to c)`],
  ],
  [
    'a health path that the test rule does not let through',
    {
      rules: [
        aRule([[a, 1], [b, 0]]), // prettier-ignore
        aRule([[a, 1], [b, 0]], { port: 8443, priority: 5, paths: ['/app/*'] }), // prettier-ignore
      ],
    },
    aPlan({ traffic: { testRule: ruleArn(8443, 5) }, smoke: { paths: ['/app/ready', '/health'] } }),
    [
      'health-paths: "/health" does not reach green',
      'HTTP:8443 path /app/* (rule 5) does not let it through',
      'such as /app/health',
    ],
  ],
  [
    'a test listener that is not there',
    {},
    aPlan({ traffic: { testListener: listener(9) } }),
    [`test-rule: "${listener(9)}" was not found`],
  ],
];
