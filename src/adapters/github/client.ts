// Imported on demand: Octokit is a third of the time that the bundle takes to start, and a run may never need it.
export { getOctokit } from '@actions/github';
