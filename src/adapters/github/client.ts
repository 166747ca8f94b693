// Octokit. It is imported lazily: it is a third of the bundle's start-up time, and a run may never need it.
export { getOctokit } from '@actions/github';
