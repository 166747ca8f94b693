/** What runs after the job's steps, always: it closes what main could not. */
export async function post(): Promise<void> {
  await Promise.resolve();
}
