/** Worked out once for each object, which is never changed in place: what is read of the world is not. */
export function once<From extends object, To>(work: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, { readonly answer: To }>();
  return (from) => {
    const found = known.get(from);
    if (found !== undefined) return found.answer;
    const answer = work(from);
    known.set(from, { answer });
    return answer;
  };
}
