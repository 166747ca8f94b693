// The files that a release changes.

/** As GitHub compares the commit of what is live with the one that is released. */
export type ReleaseChanges =
  | {
      readonly kind: 'read';
      readonly base: string;
      readonly head: string;
      /** Also their names before a move. */
      readonly files: readonly string[];
      /** Whether these are all of them. */
      readonly isWhole: boolean;
    }
  /** `why` completes "the files of this release are not compared with …: ". */
  | { readonly kind: 'unread'; readonly why: string };
