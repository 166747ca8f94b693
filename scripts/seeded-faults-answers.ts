// Seeded faults of what comes from outside: answers of AWS and GitHub, and the targets of others.
import type { SeededFault } from './seeded-faults-list.ts';

const twoRuns = '__tests__/report/two-runs.test.ts';
const answers = '__tests__/acceptance/answers.test.ts';

export const answered: readonly SeededFault[] = [
  {
    name: 'takes a page with status 200 for an answer of AWS',
    patches: [
      {
        file: 'adapters/aws/answers.ts',
        find: '(answer.statusCode < 300 ? isAnswerOf(operation, answer) : isErrorOf(operation, answer));',
        replace:
          '(answer.statusCode < 300 || isErrorOf(operation, answer) || isAnswerOf(operation, answer));',
      },
    ],
    testFile: answers,
    test: 'an answer that is not from AWS › to a read in the bake is neither an unhealthy green nor a drift: html',
  },
  {
    name: 'takes a page with status 200 for an answer of STS',
    patches: [
      {
        file: 'adapters/aws/credentials.ts',
        find: 'void checkingCredentials({ middlewareStack }, proxies),',
        replace: 'void [checkingCredentials, middlewareStack, proxies],',
      },
    ],
    testFile: '__tests__/adapters/aws/credentials.test.ts',
    test: 'a page of a proxy in place of credentials leaves reads to be repeated, and shows that a write was not sent',
  },
  {
    name: 'takes a write whose answer is not HTTP for refused',
    patches: [
      {
        file: 'adapters/aws/trouble.ts',
        find: "return status < 400 || status >= 500 ? unknown : 'refused';",
        replace: "return status >= 500 ? unknown : 'refused';",
      },
    ],
    testFile: answers,
    test: 'an answer that is not from AWS › to the first rule write does not leave production split',
  },
  {
    name: 'sends a refused Deployment again with every step',
    patches: [
      {
        file: 'report/channel.ts',
        find: "kind === 'denied' || kind === 'refused' ? 'refused' : 'unknown';",
        replace: "kind === 'denied' ? 'refused' : 'unknown';",
      },
    ],
    testFile: '__tests__/acceptance/github-bad-days.test.ts',
    test: 'a refused Deployment is sent once, with one clear warning: 422',
  },
  {
    name: 'takes the traffic of another service in the live group without a word',
    patches: [
      {
        file: 'domain/task-sets/preflight/risks.ts',
        find: '...sharedRisks(world, roles).map(',
        replace: '...sharedRisks(world, roles).slice(0, 0).map(',
      },
    ],
    testFile: '__tests__/acceptance/release-services.test.ts',
    test: 'whose live group another service shares is refused, and released with ignore',
  },
  {
    name: 'shows as live a release that another run has replaced',
    patches: [
      {
        file: 'report/messages/state.ts',
        find: "ending?.result === 'released' && (greenNow === 'away'",
        replace: "ending?.result === 'staged' && (greenNow === 'away'",
      },
    ],
    testFile: twoRuns,
    test: 'the end of a run says what is so, although another run acted a newer release in the warm time',
  },
  {
    name: 'promises for how long blue is kept while another run holds the service',
    patches: [
      {
        file: 'domain/task-sets/report/report.ts',
        find: 'isTakenOver(scene) ? null : keptUntilMs(scene)',
        replace: 'keptUntilMs(scene)',
      },
    ],
    testFile: twoRuns,
    test: 'while another run holds the service nothing is promised of blue',
  },
];
