import type { Call } from './answer.ts';

const nameOf = (repository: string): string => repository.split('/')[1] ?? repository;

export const shownRepository = (call: Call, repository: string): object => ({
  id: 1,
  name: nameOf(repository),
  full_name: repository,
  fork: repository !== call.store.seed.repository,
  owner: { login: repository.split('/')[0], type: 'Organization' },
  default_branch: call.store.seed.defaultBranch,
  html_url: call.html,
  url: call.api,
});
