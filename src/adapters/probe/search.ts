// Regular expressions on what servers answer.

/** A search in 1 MiB takes milliseconds. One that tries ever more combinations would hold up the whole run. */
const limitMs = 250;

/** Whether the text matches. `null`: the search took too long. */
export async function isMatch(pattern: string, text: string): Promise<boolean | null> {
  const { runInNewContext } = await import('node:vm');
  try {
    // Only an interruptible search ends in time. Nothing of the text is run: both are values in there.
    const found: unknown = runInNewContext(
      'new RegExp(pattern, "m").test(text)',
      { pattern, text },
      { timeout: limitMs },
    );
    return found === true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  }
}
