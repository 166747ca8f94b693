// Works on several services, a few at a time.

/** Most of the work on a service is waiting, and reads of load balancers share 10 a second (fact 19). */
const atOnce = 3;

/** The results come in the order of the items. Rejects with the first failure. */
export async function fewAtOnce<A, B>(
  items: readonly A[],
  work: (item: A) => Promise<B>,
): Promise<readonly B[]> {
  const results: B[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
