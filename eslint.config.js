import tseslint from 'typescript-eslint';
import { rooms } from './scripts/rooms.ts';

/** The order of the folders looks at import declarations only. */
const typesByImport = { selector: 'TSImportType', message: 'write import type, which the order checks.' };

const domainIsPure = [
  { regex: '^(?!\\.|node:net$)', message: 'src/domain imports nothing outside itself.' },
  {
    regex: '^node:net$',
    allowImportNames: ['BlockList', 'isIP'],
    message: 'src/domain opens no connection: it only compares addresses.',
  },
  { regex: '^(\\.\\./){3}', message: 'src/domain imports nothing outside itself.' },
];

/** The one path to a file. By another one (`./../forward/`), a later room would not be recognized. */
const shortestPath = (...others) => ({
  regex: `^\\.(?!(${['/', '\\./[\\w-]+/', ...others].join('|')})[\\w-]+\\.ts$)`,
  message: 'write the shortest path: ./file.ts, ../room/file.ts.',
});

/** What a kind of service needs of its own is nobody else's: common rooms know no kind. */
const kindOrder = {
  common: [
    { regex: '^(\\.\\./)+task-sets/', message: 'common rooms know no kind of service.' },
    shortestPath(),
  ],
  'task-sets': [shortestPath('\\./\\.\\./common/[\\w-]+/')],
};

const roomOrder = Object.entries(rooms).flatMap(([kind, names]) =>
  names.map((name, place) => {
    const later = names.slice(place + 1);
    const order = {
      regex: `^\\.\\./(${later.join('|')})/`,
      message: 'a room imports from earlier ones only.',
    };
    return {
      files: [`src/domain/${kind}/${name}/**/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: [...domainIsPure, ...kindOrder[kind], ...(later.length > 0 ? [order] : [])] },
        ],
      },
    };
  }),
);
const onlyAdapters = {
  patterns: [
    { group: ['@aws-sdk/*', '@smithy/*'], message: 'Only src/adapters speaks to SDKs.' },
    {
      group: ['@actions/github'],
      message: 'Only src/adapters speaks to GitHub.',
    },
  ],
};

/** Where everything is joined, which only the entry points know. */
const joined = {
  regex: '^(\\.\\./)+(index|main|post|wiring)\\.ts$',
  message: 'Only entry points know each other.',
};

/** A report is a plain value: its texts and places know no kind of service, and no engine that fills it. */
const reportIsPlain = [
  { regex: '/task-sets/', message: 'src/report knows no kind of service.' },
  { regex: '^(\\.\\./)+(engine|adapters|inputs)/', message: 'src/report comes before the engine.' },
  {
    regex: '^(\\.\\./)+ports\\.ts$',
    importNamePattern: '^(Ecs|LoadBalancer|Scaling|Services)Port$',
    message: 'src/report reads nothing of AWS.',
  },
  joined,
];
/** Who may know whom around the domain: the engine works through ports, and only main, post and the wiring join them. */
const layers = [
  ['inputs', 'engine|report'],
  ['engine', 'adapters'],
].map(([folder, barred]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...onlyAdapters.patterns,
          { regex: `^(\\.\\./)+(${barred})/`, message: `src/${folder} imports nothing of ${barred}.` },
          joined,
        ],
      },
    ],
  },
}));
const textsArePure = [
  { regex: '^[^.]', message: 'Text builders are pure: no package, nothing of Node.' },
  { regex: '^\\.\\./(?!\\.\\./domain/common/)', message: 'Text builders import only from domain/common.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'build/',
      'node_modules/',
      'coverage/',
      '.tmp/',
      '**/*.mjs',
      'eslint.config.js',
      'jest.config.js',
      'jest.fast.config.js',
      'jest.whole.config.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-params': ['error', { max: 4 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: domainIsPure }],
      'no-restricted-globals': [
        'error',
        ...['process', 'globalThis', 'fetch', 'crypto', 'performance', 'console', 'Buffer'],
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: 'src/domain loads nothing at run time.' },
        typesByImport,
        {
          selector: ':matches(NewExpression[arguments.length=0], CallExpression)[callee.name="Date"]',
          message: 'now is a field of the world.',
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
    },
  },
  ...roomOrder,
  {
    // The domain imports no package at all.
    files: ['src/**/*.ts'],
    ignores: ['src/adapters/**', 'src/domain/**'],
    rules: { 'no-restricted-imports': ['error', onlyAdapters] },
  },
  ...layers,
  {
    files: ['src/adapters/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(\\.\\./)+(report|inputs)/', message: 'src/adapters implements ports only.' },
            joined,
          ],
        },
      ],
    },
  },
  {
    files: ['src/{report,engine,inputs}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', typesByImport] },
  },
  {
    files: ['src/{report,engine}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        typesByImport,
        { selector: 'ImportExpression', message: 'Only adapters and inputs load something at run time.' },
      ],
    },
  },
  {
    files: ['src/report/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [...onlyAdapters.patterns, ...reportIsPlain] }] },
  },
  {
    files: ['src/report/messages/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [...reportIsPlain, ...textsArePure] }] },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
